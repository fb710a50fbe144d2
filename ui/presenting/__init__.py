# SPDX-License-Identifier: EUPL-1.2
"""From a plan and its outcome to what panes and charts are given: pure functions, no widgets."""
