# SPDX-License-Identifier: EUPL-1.2
"""The tables that colleagues without a plan fill in, and where each column goes.

`resources/templates.toml` declares them once: the workbook that is sent out, the notes in it and
the import that takes it in read the same table.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from planner import paths
from planner.domain.errors import DomainError
from planner.domain.schema import Field, Kind
from planner.text import N_, _

TITLES: Mapping[str, str] = {
    "T1": N_("Hosting application: budget"),
    "T2": N_("Shares of a consortium"),
    "T3": N_("Work programme"),
    "T4": N_("Commitments and payments"),
    "T5": N_("In-kind contributions"),
    "T6": N_("Capacity"),
    "T7": N_("Access allocations"),
    "T8": N_("Cases of the contact point"),
    "T9": N_("Data centres"),
    "T10": N_("Talent"),
    "T11": N_("Milestones"),
    "T12": N_("Targets and indicators"),
    "T13": N_("Instruments: GenAI4EU, EIC, InvestEU, EDIC"),
    "T14": N_("Sources"),
}
_WHY: Mapping[str, str] = {
    "follows": N_("It follows from the measure."),
    "coarser": N_("The plan is coarser: add these rows up."),
    "computed": N_("The plan computes it."),
    "note": N_("For those who exchange this table; the plan does not keep it."),
    "payer": N_("Write a row for each payer, with its amount as commitment."),
    "model": N_("It belongs to the accelerator model."),
    "parameter": N_("The plan uses one availability for all machines."),
    "case": N_("It belongs to the case of the contact point."),
    "price": N_("It follows from the price."),
    "proposal": N_("The plan keeps it with the proposals for the case."),
    "handover": N_("The plan keeps it with the hand-over of the case."),
    "name": N_("The plan tells these records apart by name."),
    "site": N_("The plan keeps it with the site."),
    "source": N_("The plan notes the source of each number itself."),
    "history": N_("The plan keeps every version in its history."),
    "call": N_("It belongs to the call."),
}


@attrs.frozen(kw_only=True)
class Column:
    """One column: its name, the field it fills, and what it is written in.

    `field` is empty for what the plan does not take, and `reason` then says why.
    """

    name: str
    field: str = ""
    unit: str = ""
    key: bool = False
    codes: tuple[str, ...] = ()
    reason: str = ""

    @property
    def head(self) -> str:
        """Return the head of the column, with the unit where the name does not end in it."""
        ending = self.unit.casefold().replace("%", "pct").replace("³", "3").replace("-", "_")
        if not self.unit or self.name.casefold().endswith(ending):
            return self.name
        return f"{self.name} [{self.unit}]"

    def declared(self, kind: Kind) -> Field | None:
        """Return the declaration of the field it fills, `None` if it fills none."""
        return kind.field(self.field) if self.field else None


@attrs.frozen(kw_only=True)
class Template:
    """A table to fill in: its code, version, the kind of record its rows are, its columns."""

    code: str
    version: str
    kind: str
    columns: tuple[Column, ...]

    @property
    def title(self) -> str:
        """Return what the table is about."""
        return _(TITLES[self.code])


def templates() -> tuple[Template, ...]:
    """Return every template, by number."""
    declared = _declared()
    return tuple(
        Template(
            code=code,
            version=declared["version"],
            kind=declared[code]["kind"],
            columns=tuple(map(_column, declared[code]["columns"])),
        )
        for code in TITLES
    )


def template(code: str) -> Template:
    """Return a template by its code, such as `T2`. Raises `DomainError("unknown_template")`."""
    wanted = code.strip().upper()
    found = next((one for one in templates() if one.code == wanted), None)
    if found is None:
        raise DomainError("unknown_template", value=code, known=list(TITLES))
    return found


def names_of_fields(kind: str) -> Iterator[tuple[str, str]]:
    """Yield what the columns of templates call the fields of a kind: name and field."""
    for one in templates():
        if one.kind == kind:
            yield from ((column.name, column.field) for column in one.columns if column.field)


def _column(given: Mapping[str, Any]) -> Column:
    facts = {name: value for name, value in given.items() if name not in ("why", "codes")}
    reason = _WHY[given["why"]] if "why" in given else ""
    return Column(**facts, codes=tuple(given.get("codes", ())), reason=reason)


@lru_cache(maxsize=1)
def _declared() -> Mapping[str, Any]:
    with paths.resource("templates.toml").open("rb") as stream:
        return tomllib.load(stream)
