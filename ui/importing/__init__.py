# SPDX-License-Identifier: EUPL-1.2
"""Taking a table from elsewhere in: a dialog of steps, passive pages, and who guides through."""
