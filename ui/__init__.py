# SPDX-License-Identifier: EUPL-1.2
"""The window; shows values and sends wishes, decides nothing."""
