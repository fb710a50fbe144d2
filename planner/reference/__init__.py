# SPDX-License-Identifier: EUPL-1.2
"""The public reference data a new plan starts with, and where each figure was read."""
