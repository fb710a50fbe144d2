# SPDX-License-Identifier: EUPL-1.2
"""Workbooks written and read with pandas, for where it is installed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd


def by_pandas(path: Path, grids: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """Write sheets of values with pandas, which uses openpyxl for it."""
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        for name, rows in grids.items():
            frame = pd.DataFrame(rows).astype(object)
            frame.to_excel(writer, sheet_name=name, header=False, index=False)


def read_by_pandas(path: Path) -> int:
    """Read a sheet with pandas and the reader it takes by itself."""
    return int(pd.read_excel(path, sheet_name="Measures").size)
