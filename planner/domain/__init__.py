# SPDX-License-Identifier: EUPL-1.2
"""What a plan consists of and how it changes; depends on nothing above it."""
