# SPDX-License-Identifier: EUPL-1.2
"""The planner without a window: records, engine, store, use cases and command line."""
