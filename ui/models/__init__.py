# SPDX-License-Identifier: EUPL-1.2
"""Qt item models."""
