# SPDX-License-Identifier: EUPL-1.2
"""Pure functions of a plan: series, figures and findings."""
