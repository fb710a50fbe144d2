# SPDX-License-Identifier: EUPL-1.2
"""Every code that can be raised has its sentence, in every language, with the facts it needs."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from planner import text
from planner.domain.commands import (
    AddRecord,
    Assign,
    Batch,
    Command,
    Duplicate,
    EditField,
    Move,
    RemoveMeasure,
    RemoveRecord,
    Resize,
    SetStatus,
)
from planner.domain.errors import DomainError
from planner.domain.history import Step, StepKind, Unit
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import MeasureKind
from planner.engine.outcome import Finding, Severity
from planner.engine.stages import evaluate
from planner.error_sentences import ERRORS
from planner.rule_sentences import RULES
from planner.sentences import finding_sentence, finding_words, sentence, step_title
from planner.step_sentences import STEPS
from planner.text import Counted
from tests.architecture.sources import ROOT, python_files
from tests.core.builders import a_measure, a_plan, after, an_envelope, plan_with

_GAP = re.compile(r"\{(\w+)\}")
_ALWAYS = {"field", "label", "value"}  # `Field` adds these to every error it raises
_OF_THE_FILE = {"path"}  # the store adds this to every error it lets out


def _calls(*names: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in python_files("planner"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = getattr(function, "attr", getattr(function, "id", ""))
                if name in names:
                    yield path, node


def _constant(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def _given(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg}


@cache
def _raised() -> list[tuple[str, set[str]]]:
    """Return each code that is raised with the names of its facts."""
    found = []
    errors = ("DomainError", "StoreError", "ExchangeError", "UsageError")
    for path, call in _calls(*errors, "refusal"):
        code = _constant(call)
        inside_the_store = "store" in path.parts and getattr(call.func, "id", "") == "DomainError"
        if code is None or inside_the_store:  # the store says "damaged" instead
            continue
        facts = _given(call)
        if isinstance(call.func, ast.Attribute):
            facts |= _ALWAYS
        if "store" in path.parts:
            facts |= _OF_THE_FILE
        found.append((code, facts))
    return found


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_raised_code_has_a_sentence(language: str) -> None:
    text.set_language(language)
    assert {"too_long", "dangling_reference"} <= {code for code, _facts in _raised()}
    without = sorted({code for code, _facts in _raised() if code not in ERRORS})
    assert without == []
    for code, facts in _raised():
        said = sentence(code, dict.fromkeys(facts, "x"))
        assert said.endswith("."), code
        assert "…" not in said.replace("x…", ""), f"{code} lacks a fact: {said}"


def test_codes_that_are_looked_up_in_tables_have_sentences() -> None:
    tables = (ROOT / "planner" / "workbook" / "files.py", ROOT / "planner" / "store")
    files = [file for t in tables for file in ([t] if t.is_file() else t.rglob("*.py"))]
    codes = {
        node.value
        for file in files
        for dictionary in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(dictionary, ast.Dict)
        for node in dictionary.values
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"(export_\w+|disk_full|write_failed|read_only|in_use|damaged)", node.value)
    }
    assert codes
    assert sorted(code for code in codes if code not in ERRORS) == []


def test_failures_of_bystanders_have_sentences() -> None:
    codes = {_constant(call) for _path, call in _calls("report")} - {None}
    assert codes
    assert sorted(code for code in codes if code not in ERRORS) == []


def test_every_rule_has_a_sentence_with_the_facts_it_states() -> None:
    stated: dict[str, set[str]] = {}
    for _path, call in _calls("found"):
        rule = _constant(call)
        if rule:
            stated.setdefault(rule, set()).update(_given(call))
    assert stated
    for rule, facts in stated.items():
        template, _reference = RULES[rule]
        words = " ".join(template) if isinstance(template, Counted) else template
        assert set(_GAP.findall(words)) <= facts | {"record"}, rule
        assert not isinstance(template, Counted) or template.fact in facts, rule


def test_bounds_are_said_with_their_unit() -> None:
    with pytest.raises(DomainError) as caught:
        System.KIND.field("power_mw").check(-1.0)
    said = sentence(caught.value.code, caught.value.facts)
    assert said == "“IT power” must be 0\xa0MW or more; -1\xa0MW is too small."


def test_a_month_out_of_bounds_is_said_as_a_month() -> None:
    with pytest.raises(DomainError) as caught:
        System.KIND.field("accepted").parse("2070-01")
    assert "Dec 2060 or less; Jan 2070" in sentence(caught.value.code, caught.value.facts)


def test_an_upgrade_without_a_system_names_the_state_in_the_readers_language() -> None:
    facts = {"state": "HR"}
    assert sentence("no_system_to_upgrade", facts).startswith("Croatia has no system to upgrade.")
    text.set_language("de")
    assert sentence("no_system_to_upgrade", facts).startswith("Kroatien")


def test_an_unknown_code_is_still_a_sentence() -> None:
    assert "what_is_this" in sentence("what_is_this", {})


def test_a_file_that_exists_and_a_record_that_exists_are_told_apart() -> None:
    assert sentence("already_exists", {"path": "a.aifp"}).startswith("a.aifp exists already")
    assert sentence("already_exists", {"kind": "state", "key": "HR"}).startswith("State “HR”")


def _step(command: Command, kind: StepKind = StepKind.DO) -> Step:
    code, facts = command.label
    return Step(kind=kind, code=code, facts=facts, author="me", at="2026-01-01T00:00:00+00:00")


def _planned() -> Plan:
    return after(
        a_plan(),
        Assign(template="t-system", state="PT", start=month_of(2028, 3), measure="m1", name="Iris"),
    )


@pytest.mark.parametrize(
    ("command", "title"),
    [
        (
            Assign(template="t-link", state="PT", start=month_of(2028, 3)),
            "Assign A data-centre link to Portugal for Mar 2028",
        ),
        (Move(measure="m1", start=month_of(2029)), "Move Iris to Jan 2029"),
        (Move(measure="m1", state="AT"), "Move Iris to Austria"),
        (Move(measure="m1", state="AT", start=month_of(2029)), "Move Iris to Austria, Jan 2029"),
        (Resize(measure="m1", size=1200), "Resize Iris to 1,200 accelerators"),
        (SetStatus(measure="m1", status=Status.COMMITTED), "Set Iris to “committed”"),
        (Duplicate(measure="m1"), "Duplicate Iris"),
        (RemoveMeasure(measure="m1"), "Remove Iris"),
        (AddRecord(kind="system", values={"name": "Vega"}), "Add system Vega"),
        (
            EditField(kind="system", key="leonardo", field="power_mw", value=1.0),
            "Change “IT power” of Leonardo",
        ),
        (RemoveRecord(kind="system", key="leonardo"), "Remove Leonardo"),
        (Batch(commands=(Duplicate(measure="m1"),) * 3), "3 edits"),
    ],
)
def test_an_edit_is_named_in_words(command: Command, title: str) -> None:
    assert step_title(_step(command), _planned()) == title


def test_every_command_has_a_title() -> None:
    source = (ROOT / "planner" / "domain" / "commands.py").read_text("utf-8")
    codes = {
        node.value.elts[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple)
        if isinstance(node.value.elts[0], ast.Constant)
        if isinstance(node.value.elts[0].value, str)
    }
    assert "assign" in codes
    assert sorted(codes - set(STEPS)) == []


def test_undo_and_redo_are_named_after_what_they_took_back() -> None:
    step = _step(Duplicate(measure="m1"), StepKind.UNDO)
    assert step_title(step, _planned()) == "Undo: Duplicate Iris"
    unit = Unit(("s",), step.code, step.facts)
    assert step_title(unit, _planned()) == "Duplicate Iris"


def test_a_name_somebody_gave_is_never_translated() -> None:
    text.set_language("de")
    step = _step(RemoveMeasure(measure="m1"))
    named = after(_planned(), EditField(kind="measure", key="m1", field="name", value="Map"))
    assert step_title(step, named) == "Map entfernen"


def test_a_record_that_is_gone_keeps_the_name_it_had() -> None:
    step = _step(RemoveMeasure(measure="m1"))
    names = {("measure", "m1"): "Iris"}
    assert step_title(step, a_plan(), names) == "Remove Iris"
    assert step_title(step, a_plan()) == "Remove measure m1"


def test_a_finding_names_record_state_figure_and_law() -> None:
    measure = a_measure(MeasureKind.SYSTEM, name="Iris", union_share_acquisition=0.6)
    plan = plan_with(measure, an_envelope())
    said = {f.rule: finding_sentence(f, plan) for f in evaluate(plan).findings}
    assert said["FIN-01"] == (
        "The Union pays 60 % of the acquisition of Iris (Italy); at most 50 % is allowed. "
        "[Regulation (EU) 2021/1173, Article 12a(2)]"
    )


def test_what_cannot_be_checked_says_which_value_is_unknown() -> None:
    plan = plan_with(a_measure(MeasureKind.DATA_CENTRE, name="Hall"))
    facts = (("field", "distance_km"),)
    key = next(iter(plan.table("measure")))
    finding = Finding("DCA-02", Severity.INFO, "measure", key, facts, checkable=False)
    assert finding_sentence(finding, plan).startswith(
        "DCA-02 cannot be checked for Hall (Italy): “Distance to the system” is unknown."
    )


def said_of(rule: str, **facts: object) -> str:
    """Return what a rule says of a record, by its facts alone."""
    finding = Finding(rule, Severity.WARNING, "factory", "x", tuple(sorted(facts.items())))
    return finding_words(finding, a_plan())


def test_a_rule_says_otherwise_where_its_facts_would_read_wrong() -> None:
    chips = {"machine": "x", "machine_kind": "system", "ordered_month": 66, "delivery_month": 65}
    assert "months later" in said_of("CHP-01", **{**chips, "months": 3, "least_months": 6})
    early = said_of("CHP-01", **{**chips, "months": -1, "least_months": 6})
    assert early.endswith("are due in Jun 2026, before they are ordered in Jul 2026.")
    upgrade = {"base": "x", "base_kind": "system", "bound_month": 72, "limit_months": 12.0}
    assert "comes 6 months after" in said_of("UPG-01", **{**upgrade, "months": 6})
    assert "an upgrade waits 12 months" in said_of("UPG-01", **{**upgrade, "months": 6})
    assert "before" in said_of("UPG-01", **{**upgrade, "months": -2})
    pays = {"state": "IT", "initiative": "ALT-EDIC", "amount_meur": 1.0}
    told = said_of("EDI-02", **pays, listed_day=None)
    assert told == "Italy is an observer in ALT-EDIC, yet pays 1 m€."
    assert "by the list of 1 Jun 2025" in said_of("EDI-02", **pays, listed_day="2025-06-01")
    science = {"months": 7, "most_months": 6.0, "most_share": 0.1}
    assert "is not known." in said_of("MOD-07", **science, inference_share=None)
    assert "5 % of it for inference" in said_of("MOD-07", **science, inference_share=0.05)
    told = said_of("DQ-04", code="EL", state="GR", iso="GR")
    assert told == "“EL” is no ISO 3166 code; that of Greece is “GR”."
