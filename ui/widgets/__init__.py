# SPDX-License-Identifier: EUPL-1.2
"""Small passive controls all panes share."""
