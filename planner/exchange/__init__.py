# SPDX-License-Identifier: EUPL-1.2
"""What planners send each other: patch files, and the signatures under them and approvals."""
