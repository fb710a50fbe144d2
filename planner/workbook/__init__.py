# SPDX-License-Identifier: EUPL-1.2
"""Spreadsheets in and out."""
