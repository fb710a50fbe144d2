# SPDX-License-Identifier: EUPL-1.2
"""The planner without a window: records, engine, store, use cases and command line."""

import os

# Said before numpy is loaded anywhere: its products here are small, and starting threads for them
# takes longer than numpy itself. With one thread a sum is also the same on every machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
