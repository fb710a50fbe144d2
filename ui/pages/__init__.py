# SPDX-License-Identifier: EUPL-1.2
"""Views that stand by themselves: one module each, built when first shown, named in `registry`."""
