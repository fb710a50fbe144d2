# SPDX-License-Identifier: EUPL-1.2
"""How a kind of record is written down: a class, a field specifier for each field, one decorator.

The specifiers return what attrs needs and keep the declaration beside it; `record` turns the class
into a frozen, slotted one and attaches its `Kind`.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, dataclass_transform

import attrs

from planner.domain.months import Month
from planner.domain.schema import Choice, Field, Kind, Record, Type

R = TypeVar("R", bound=Record)
_METADATA = "planner"


def _declare(type_: Type, label: str, description: str, default: object, **facts: Any) -> Any:  # noqa: ANN401 - a field specifier stands for a value of any type
    declared = {"value_type": type_, "label": label, "description": description, **facts}
    declared["required"] = default is attrs.NOTHING
    return attrs.field(default=default, metadata={_METADATA: declared})


def key(description: str = "") -> Any:  # noqa: ANN401 - field specifier
    """Declare the key of a record."""
    return _declare(Type.KEY, "Id", description, attrs.NOTHING, max_length=80)


def text(
    label: str,
    description: str = "",
    *,
    default: object = attrs.NOTHING,
    max_length: int = 4_000,
    group: str = "",
) -> Any:  # noqa: ANN401 - field specifier
    """Declare a text."""
    return _declare(Type.TEXT, label, description, default, max_length=max_length, group=group)


def number(
    label: str,
    description: str = "",
    *,
    unit: str,
    default: object = attrs.NOTHING,
    minimum: float | None = 0.0,
    maximum: float | None = None,
    decimals: int = 3,
    group: str = "",
) -> Any:  # noqa: ANN401 - field specifier
    """Declare a quantity with its unit and bounds."""
    return _declare(
        Type.NUMBER,
        label,
        description,
        default,
        unit=unit,
        minimum=minimum,
        maximum=maximum,
        decimals=decimals,
        group=group,
    )


def share(
    label: str, description: str = "", *, default: object = attrs.NOTHING, group: str = ""
) -> Any:  # noqa: ANN401 - field specifier
    """Declare a fraction between 0 and 1, shown as a percentage."""
    return _declare(
        Type.NUMBER,
        label,
        description,
        default,
        unit="share",
        minimum=0.0,
        maximum=1.0,
        decimals=4,
        group=group,
    )


def integer(
    label: str,
    description: str = "",
    *,
    unit: str = "1",
    default: object = attrs.NOTHING,
    minimum: int | None = 0,
    maximum: int | None = None,
    group: str = "",
) -> Any:  # noqa: ANN401 - field specifier
    """Declare a whole number of something."""
    return _declare(
        Type.INTEGER,
        label,
        description,
        default,
        unit=unit,
        minimum=minimum,
        maximum=maximum,
        group=group,
    )


def month(
    label: str, description: str = "", *, default: object = attrs.NOTHING, group: str = ""
) -> Any:  # noqa: ANN401 - field specifier
    """Declare a month, kept as months since January 2021; 1990-01 to 2060-12."""
    return _declare(
        Type.MONTH,
        label,
        description,
        default,
        minimum=int(Month(-372)),
        maximum=int(Month(479)),
        group=group,
    )


def day(label: str, description: str = "", *, group: str = "") -> Any:  # noqa: ANN401 - field specifier
    """Declare a day, kept as `2026-10-16`; it may always be unknown."""
    return _declare(Type.DATE, label, description, None, group=group)


def choice(
    label: str,
    description: str = "",
    *,
    choices: type[Choice],
    default: object = attrs.NOTHING,
    group: str = "",
) -> Any:  # noqa: ANN401 - field specifier
    """Declare one of a list of codes."""
    return _declare(Type.CHOICE, label, description, default, choices=choices, group=group)


def flag(label: str, description: str = "", *, default: object = False, group: str = "") -> Any:  # noqa: ANN401 - field specifier
    """Declare a yes or no."""
    return _declare(Type.FLAG, label, description, default, group=group)


def reference(
    label: str,
    description: str = "",
    *,
    target: str,
    default: object = attrs.NOTHING,
    group: str = "",
) -> Any:  # noqa: ANN401 - field specifier
    """Declare a pointer to one record of the kind `target`."""
    return _declare(
        Type.REFERENCE, label, description, default, target=target, max_length=80, group=group
    )


def references(
    label: str, description: str = "", *, target: str, default: object = None, group: str = ""
) -> Any:  # noqa: ANN401 - field specifier
    """Declare pointers to several records of the kind `target`."""
    return _declare(Type.REFERENCES, label, description, default, target=target, group=group)


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(
        key,
        text,
        number,
        share,
        integer,
        month,
        day,
        choice,
        flag,
        reference,
        references,
    ),
)
def record(
    *,
    kind: str,
    label: str,
    plural: str,
    description: str,
    natural_key: tuple[str, ...] = ("name",),
    group: str = "",
) -> Callable[[type[R]], type[R]]:
    """Turn a class into a frozen, slotted record and attach its declaration as `KIND`."""

    def decorate(cls: type[R]) -> type[R]:
        built = attrs.frozen(cls, kw_only=True, slots=True)
        built.KIND = Kind(
            name=kind,
            record=built,
            label=label,
            plural=plural,
            description=description,
            fields=tuple(_fields(built)),
            natural_key=natural_key,
            group=group,
        )
        return built

    return decorate


def _fields(cls: type[Any]) -> Iterator[Field]:
    for attribute in attrs.fields(cls):
        declared = dict(attribute.metadata[_METADATA])
        default = None if attribute.default is attrs.NOTHING else attribute.default
        yield Field(name=attribute.name, default=default, **declared)
