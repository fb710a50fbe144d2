# SPDX-License-Identifier: EUPL-1.2
"""The model of `benchmarks.plain` with pandas, for where it is installed.

pandas is no requirement of anything here: sqlite-utils loads it where it is there, and then the
program would start a third of a second later.
"""

import numpy as np
import pandas as pd

from benchmarks.plain import (
    COLUMNS,
    KW,
    OPERATION,
    PARTS,
    PRICE_MEUR,
    PUE,
    TFLOPS,
    Totals,
    machines,
)
from planner.domain.months import HORIZON
from planner.domain.plan import Plan


def by_pandas(plan: Plan) -> Totals:
    """Pair all machines with all months in a data frame, and group by state and month."""
    frame = pd.DataFrame(machines(plan), columns=list(COLUMNS))
    rows = frame.merge(pd.DataFrame({"month": np.arange(HORIZON)}), how="cross")
    serving = (rows["first"] <= rows["month"]) & (rows["month"] < rows["end"])
    share = ((rows["month"] - rows["first"] + 1) / rows["ramp"]).clip(upper=1.0) * serving
    capex = rows["units"] * PRICE_MEUR
    rows["capacity"] = rows["units"] * TFLOPS / 1e6 * share
    rows["power"] = rows["units"] * KW / 1e3 * PUE * share
    rows["paid"] = serving * OPERATION * capex / 12
    for date, part in zip(("start", "delivery", "first"), PARTS, strict=True):
        rows["paid"] += capex * part * (rows[date] == rows["month"])
    tables = rows.groupby(["state", "month"])[["capacity", "power", "paid"]].sum()
    capacity, power, paid = tables.sum()
    return float(capacity), float(power), float(paid)
