# SPDX-License-Identifier: EUPL-1.2
"""Tables from elsewhere: any spreadsheet or text file, on its way to becoming an edit."""
