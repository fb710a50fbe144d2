# SPDX-License-Identifier: EUPL-1.2
"""The plan file: one local SQLite database."""
