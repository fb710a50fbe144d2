# SPDX-License-Identifier: EUPL-1.2
"""Pages as documents: on screen, and on paper as PDF."""
