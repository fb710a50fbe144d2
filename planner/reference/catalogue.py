# SPDX-License-Identifier: EUPL-1.2
"""Parameters of the formulas and the catalogue of templates one can assign.

Unit costs, legal quantities and engine defaults become parameters under their own names. Each
figure of a template names the parameter it was taken from; one without is a planning assumption.
"""

from planner.domain.records.evidence import Parameter
from planner.domain.records.measures import Template
from planner.domain.schema import Type
from planner.reference.assembly import Assembly, Citation
from planner.reference.tables import Row, by_id, rows

_PARAMETER = Parameter.KIND.name
_TEMPLATE = Template.KIND.name
_FIGURES = tuple(
    field.name for field in Template.KIND.fields if field.value_type in (Type.NUMBER, Type.INTEGER)
)
_TEXTS = ("name", "kind", "description", "system_class", "accelerator")


def add_parameters(assembly: Assembly) -> None:
    """Put unit costs, legal quantities that are numbers, and the defaults of the engine."""
    names = by_id("parameter_names")
    for row in rows("unit_costs"):
        key = row["parameter"]
        named = {**row, "id": key, "name": names[key]["name"], "value": row["central"]}
        _add_parameter(assembly, named, assembly.cite_row(row))
    for row in rows("rules"):
        if row["quantity"]:
            _add_parameter(assembly, _as_parameter(row), assembly.cite_row(row))
    for row in rows("engine_defaults"):
        _add_parameter(assembly, row, assembly.cite_row(row))


def _as_parameter(rule: Row) -> Row:
    return {
        "id": rule["id"],
        "name": f"{rule['rule']} ({rule['applies_to']})",
        "value": rule["quantity"],
        "unit": rule["unit"],
        "low": "",
        "high": "",
        "category": "rule",
        "note": f"{rule['article_or_section']}. {rule['note']}".strip(),
    }


def _add_parameter(assembly: Assembly, row: Row, cited: Citation) -> None:
    key = row["id"]
    assembly.put_row(_PARAMETER, row, ("name", "unit", "category"))
    assembly.put_row(_PARAMETER, row, ("value", "low", "high"), cited)
    assembly.put(_PARAMETER, key, "arguable", "yes" if cited.confidence == "low" else "no")
    assembly.put(_PARAMETER, key, "source", cited.source)
    assembly.put(_PARAMETER, key, "confidence", cited.confidence.value)
    assembly.put(_PARAMETER, key, "notes", row["note"])


def add_templates(assembly: Assembly) -> None:
    """Put the catalogue; every figure is cited with the parameter it comes from."""
    bases = _bases(assembly)
    for row in rows("templates"):
        key = row["id"]
        assembly.put_row(_TEMPLATE, row, _TEXTS)
        for field in _FIGURES:
            cited = bases.get((key, field), assembly.assumption)
            assembly.put(_TEMPLATE, key, field, row[field], cited)


def _bases(assembly: Assembly) -> dict[tuple[str, str], Citation]:
    bases = {}
    for row in rows("templates_evidence"):
        cited = assembly.citation(_PARAMETER, row["basis"], "value")
        for field in row["fields"].split(";"):
            assumed = row["assumption"] == "yes"
            bases[row["template"], field] = cited.assumed() if assumed else cited
    return bases
