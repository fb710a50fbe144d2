# SPDX-License-Identifier: EUPL-1.2
"""Which records of a kind meet some conditions: on their fields, findings and sources.

A condition is written as in `state=IT`, `cost_meur>=100`, `name~jupiter`, `grid_mw?` (unknown),
`grid_mw!` (known), `@finding=error` or `@confidence=low`; so it is typed on the command line and
kept in a saved view. Choices and records may be named by their code or in words.
"""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from planner.domain.commands import name_of
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.schema import Choice, Field, Kind, Record, Scalar, Type
from planner.engine.outcome import Finding, Severity
from planner.engine.search import folded
from planner.engine.trust import cell_level
from planner.text import N_


class Test(Choice):
    """How a value is held against a condition."""

    IS = "=", N_("is")
    IS_NOT = "!=", N_("is not")
    HOLDS = "~", N_("contains")
    AT_LEAST = ">=", N_("at least")
    AT_MOST = "<=", N_("at most")
    MORE = ">", N_("more than")
    LESS = "<", N_("less than")
    UNKNOWN = "?", N_("is unknown")
    KNOWN = "!", N_("is known")


FINDING, CONFIDENCE = "@finding", "@confidence"
ANY = "any"
FINDINGS: Mapping[str, str] = {
    ANY: N_("any"),
    **{severity.value: severity.label for severity in Severity},
}
CONFIDENCES: Mapping[str, str] = {
    "high": N_("high"),
    "medium": N_("medium"),
    "low": N_("low"),
    "assumption": N_("assumption"),
}
_NUMERIC = frozenset({Type.NUMBER, Type.INTEGER, Type.MONTH})
_ORDERED = _NUMERIC | {Type.DATE}
_WITHOUT_VALUE = frozenset({Test.UNKNOWN, Test.KNOWN})
_WRITTEN = re.compile(r"\s*(@?\w+)\s*(!=|>=|<=|[=~?!<>])\s*(.*?)\s*")
_COMPARED: Mapping[Test, Callable[[Any, Any], bool]] = {
    Test.AT_LEAST: operator.ge,
    Test.AT_MOST: operator.le,
    Test.MORE: operator.gt,
    Test.LESS: operator.lt,
}
Words = Callable[[Plan, Field, Scalar], str]
"""What a value is called in the reader's language: the label of a choice, the name of a state."""
_Meets = Callable[[Record], bool]
_Tells = Callable[[Scalar], bool]


@attrs.frozen
class Condition:
    """What a field is held against; `value` is as typed, empty where none is asked."""

    field: str
    test: Test
    value: str = ""

    def __str__(self) -> str:
        return f"{self.field}{self.test.value}{self.value}"

    @classmethod
    def parse(cls, written: str) -> "Condition":
        """Read a condition on any kind of record. Raises `DomainError("not_a_condition")`."""
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise _refused(written)
        test = Test(found[2])
        if (test in _WITHOUT_VALUE) is bool(found[3]):
            raise _refused(written)
        return cls(found[1], test, found[3])

    def on(self, kind: Kind) -> "Condition":
        """Return the condition if it makes sense for a kind of record.

        Raises `DomainError` with `unknown_field`, `not_a_condition`, or what the field says.
        """
        if self.field in BESIDES:
            if self.test is not Test.IS or self.value not in BESIDES[self.field]:
                raise _refused(str(self))
            return self
        field = kind.field(self.field)
        if self.test in _COMPARED and field.value_type not in _ORDERED:
            raise _refused(str(self))
        if field.value_type in _ORDERED and self.value and self.test is not Test.HOLDS:
            field.parse(self.value)
        return self


BESIDES: Mapping[str, Mapping[str, str]] = {FINDING: FINDINGS, CONFIDENCE: CONFIDENCES}


def tests_for(field: Field) -> tuple[Test, ...]:
    """Return the tests that make sense for a field, the most usual first."""
    known = () if field.required else (Test.UNKNOWN, Test.KNOWN)
    if field.value_type in _ORDERED:
        return (Test.AT_LEAST, Test.AT_MOST, Test.IS, *known)
    if field.value_type is Type.TEXT:
        return (Test.HOLDS, Test.IS, *known)
    return (Test.IS, Test.IS_NOT, *known)


def conditions(kind: Kind, written: str | None) -> tuple[Condition, ...]:
    """Read conditions on a kind of record, one a line. Raises `DomainError`."""
    lines = (written or "").splitlines()
    return tuple(Condition.parse(line).on(kind) for line in lines if line.strip())


def written_conditions(wanted: Iterable[Condition]) -> str | None:
    """Return conditions as they are kept, one a line; `None` for none."""
    return "\n".join(map(str, wanted)) or None


def meeting(
    plan: Plan,
    kind: Kind,
    wanted: Iterable[Condition],
    *,
    findings: Sequence[Finding] = (),
    words: Words = lambda _plan, _field, _value: "",
) -> Mapping[str, Record]:
    """Return the records of a kind that meet every condition, by key.

    `words` says what else a value is called. Raises `DomainError` where a condition does not fit
    the kind.
    """
    rows = plan.table(kind.name)
    for one in wanted:
        meets = _meets(plan, kind, one.on(kind), findings, words)
        rows = {key: row for key, row in rows.items() if meets(row)}
    return rows


def _refused(written: str) -> DomainError:
    return DomainError("not_a_condition", value=written.strip())


def _meets(
    plan: Plan, kind: Kind, one: Condition, findings: Sequence[Finding], words: Words
) -> _Meets:
    if one.field == FINDING:
        found = {f.key for f in findings if f.kind == kind.name and one.value in (ANY, f.severity)}
        return lambda row: row.id in found
    if one.field == CONFIDENCE:
        names = [field.name for field in kind.fields]
        return lambda row: any(cell_level(plan, row, name) == one.value for name in names)
    name, tells = one.field, _tells(plan, kind.field(one.field), one, words)
    return lambda row: tells(getattr(row, name))


def _tells(plan: Plan, field: Field, one: Condition, words: Words) -> _Tells:
    if one.test in _WITHOUT_VALUE:
        return lambda value: (value is None) is (one.test is Test.UNKNOWN)
    if one.test in _COMPARED:
        bound, compare = field.parse(one.value), _COMPARED[one.test]
        return lambda value: value is not None and compare(value, bound)
    if one.test is Test.HOLDS:
        part = folded(one.value)
        return lambda value: any(part in said for said in _said(plan, field, value, words))
    negated = one.test is Test.IS_NOT
    if field.value_type in _NUMERIC:
        same = field.parse(one.value)
        return lambda value: (value == same) is not negated
    whole = folded(one.value)
    return lambda value: (whole in _said(plan, field, value, words)) is not negated


def _said(plan: Plan, field: Field, value: Scalar, words: Words) -> set[str]:
    """Return all that a value may be called: as in files, by name, and in the reader's words."""
    if value is None:
        return set()
    return {folded(said) for said in (*_names(plan, field, value), words(plan, field, value))}


def _names(plan: Plan, field: Field, value: Scalar) -> Iterator[str]:
    yield field.format(value)
    if field.value_type not in (Type.REFERENCE, Type.REFERENCES):
        return
    rows = plan.table(field.target)
    for key in value if isinstance(value, tuple) else (str(value),):
        yield key
        if key in rows:
            yield name_of(rows[key])
