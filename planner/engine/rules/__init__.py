# SPDX-License-Identifier: EUPL-1.2
"""The rulebook: one small function for each rule, by family, run live on every edit.

Nothing here ever blocks a draft. What cannot be checked because an input is unknown is said to be
so, as information, and is not a pass.
"""
