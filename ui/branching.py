# SPDX-License-Identifier: EUPL-1.2
"""What one can do with scenarios: branch, describe, lock, archive, cut loose, link, vary, remove.

A wish becomes a use case of the core here and is carried out by `Edits`. The records of scenarios
belong to the plan itself, so all of this is undone there.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from planner.domain.commands import RemoveRecord
from planner.domain.errors import PlannerError
from planner.domain.records.scenarios import Colour, Scenario
from planner.domain.scenarios import ROOT, SetScenario, with_shared
from planner.domain.schema import Scalar
from planner.scenarios import Scenarios
from planner.sentences import sentence
from planner.text import _
from ui.dialogs.changes import ChangesDialog
from ui.dialogs.questions import Answer, Question, QuestionsDialog
from ui.edits import Edits
from ui.focus import Focus
from ui.presenting.change_rows import change_rows
from ui.presenting.scenario_values import moment_words, scenario_name
from ui.standpoint import Standpoint
from ui.theme import Theme

if TYPE_CHECKING:  # what is not needed for the first paint is imported later
    from planner.app import Workspace
    from planner.variations import Batched

_SOURCE = "scenarios"


class Branching:
    """Asks what is still open about a scenario, then lets `Edits` carry it out."""

    def __init__(
        self,
        owner: QWidget,
        standpoint: Standpoint,
        edits: Edits,
        focus: Focus,
        *,
        theme: Callable[[], Theme],
        say: Callable[[str], None],
        tell: Callable[[str], None],
        workspace: "Workspace | None" = None,
    ) -> None:
        self._owner = owner
        self._workspace = workspace
        self._standpoint = standpoint
        self._edits = edits
        self._focus = focus
        self._theme = theme
        self._say = say
        self._tell = tell

    def is_possible(self) -> bool:
        """Tell whether the plan lies in a file, which alone has scenarios."""
        return self._standpoint.scenarios is not None

    def show(self, scenario: str) -> None:
        """Put a scenario on screen; the empty key is the plan itself."""
        if scenario != self._standpoint.scenario or self._standpoint.is_past():
            try:
                self._standpoint.show_scenario(scenario)
            except PlannerError as error:
                self._say(sentence(error.code, error.facts))

    def branch_here(self) -> None:
        """Branch from what is on screen: a scenario, now or at the past moment that is shown."""
        place = self._standpoint
        step = place.step()
        at = None if not place.is_past() else (step.id if step else "")
        self.branch(place.scenario, at=at)

    def branch(self, parent: str, *, at: str | None = None) -> None:
        """Ask for a name and branch from a scenario, now or after the step `at`; then show it."""
        scenarios = self._scenarios
        dialog = self._branch_dialog(parent, at)
        answers = self._answers(dialog)
        if answers is None:
            return
        made: list[str] = []
        linked = bool(answers.get("linked", False))

        def deed() -> None:
            key = scenarios.branch(
                str(answers["name"]),
                parent=parent,
                at=at,
                linked=linked,
                description=str(answers["description"]),
                tags=str(answers["tags"]),
                source=_SOURCE,
            )
            made.append(key)

        if self._edits.carry_out(deed):
            self.show(made[0])

    def change(self, scenario: str) -> None:
        """Ask for name, description, tags and colour, and write what differs."""
        found = self._scenarios.root.plan.get(Scenario, scenario)
        dialog = self._dialog(
            title=_("Change a scenario"),
            words=_("What others see of “{name}” in lists and charts.").format(name=found.name),
            questions=(*_told(found), _colour(found.colour)),
            accept=_("Change"),
        )
        answers = self._answers(dialog)
        if answers is not None:
            values: dict[str, Scalar] = {name: value or None for name, value in answers.items()}
            self._set(scenario, values | {"colour": Colour(str(answers["colour"]))})

    def lock(self, scenario: str) -> None:
        """Ask why a scenario must not be edited any more, and lock it; or unlock it."""
        found = self._scenarios.root.plan.get(Scenario, scenario)
        if found.locked_reason:
            self._set(scenario, {"locked_reason": None})
            return
        question = Question(key="locked_reason", label=_("Because"), required=True)
        dialog = self._dialog(
            title=_("Lock a scenario"),
            words=_("“{name}” can still be read and branched from.").format(name=found.name),
            questions=(question,),
            accept=_("Lock"),
        )
        answers = self._answers(dialog)
        if answers is not None:
            self._set(scenario, {"locked_reason": str(answers["locked_reason"])})

    def archive(self, scenario: str) -> None:
        """Put a scenario out of the way, or bring it back."""
        found = self._scenarios.root.plan.get(Scenario, scenario)
        self._set(scenario, {"archived": not found.archived})

    def link(self, scenario: str) -> None:
        """Cut a linked scenario loose; link another one again once it is seen what that changes."""
        scenarios = self._scenarios
        found = scenarios.root.plan.get(Scenario, scenario)
        if found.linked:
            self._carry_out(partial(scenarios.cut_loose, scenario, source=_SOURCE))
        elif self._agrees_to_link(scenario, found):
            self._carry_out(partial(scenarios.relink, scenario, source=_SOURCE))

    def remove(self, scenario: str) -> None:
        """Take a scenario out of the plan; undo in the plan itself brings it back."""
        command = RemoveRecord(kind=Scenario.KIND.name, key=scenario)
        self._carry_out(partial(self._scenarios.root.execute, command, source=_SOURCE))

    def lacks_built_in(self) -> bool:
        """Tell whether a plan of an older version lacks the scenarios new plans come with."""
        known = self._scenarios.root.plan.of(Scenario)
        return self._workspace is not None and not any(row.built_in for row in known.values())

    def add_built_in(self) -> None:
        """Give a plan of an older version the scenarios new plans come with."""
        if self._workspace is not None:
            self._edits.carry_out(self._workspace.add_built_in)

    def vary(self, parent: str) -> "Batched | None":
        """Ask which inputs to vary, make the scenarios, and return what came of them."""
        from ui.varying import Varying  # noqa: PLC0415 - start-up time

        varying = Varying(
            self._owner, self._scenarios, self._edits, self._focus, theme=self._theme()
        )
        return varying.ask(parent)

    def _agrees_to_link(self, scenario: str, found: Scenario) -> bool:
        scenarios = self._scenarios
        changes = scenarios.before_relinking(scenario)
        if not changes:
            return True
        plan = scenarios.plan_of(scenario)
        parent = scenario_name(scenarios.root.plan, found.parent or ROOT)
        then = with_shared(scenarios.plan_of(found.parent or ROOT), scenarios.root.plan)
        dialog = ChangesDialog(
            self._theme(),
            title=_("Link a scenario again"),
            summary=_("What “{parent}” has become since would arrive in “{name}”:").format(
                parent=parent, name=found.name
            ),
            changes=change_rows(changes, plan, then, there=_("Once it is linked")),
            accept=_("Link again"),
            parent=self._owner,
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    def _branch_dialog(self, parent: str, at: str | None) -> QuestionsDialog:
        plan = self._scenarios.root.plan
        source = scenario_name(plan, parent)
        words = _("A scenario that starts from “{parent}” as it is now.")
        if at is not None:
            steps = {step.id: step for step in self._scenarios.open(parent).history()}
            words = _("A scenario that starts from “{parent}” as it was {moment}.")
            moment = moment_words(steps.get(at), plan)
        else:
            moment = ""
        linked = Question(
            key="linked",
            label=_("Stay linked: later edits there arrive here, wherever nothing else is decided"),
            value=True,
        )
        return self._dialog(
            title=_("New scenario"),
            words=words.format(parent=source, moment=moment),
            questions=(*_told(None), *([linked] if at is None else [])),
            accept=_("Branch"),
        )

    def _dialog(
        self, *, title: str, words: str, questions: tuple[Question, ...], accept: str
    ) -> QuestionsDialog:
        return QuestionsDialog(
            self._theme(),
            title=title,
            words=words,
            questions=questions,
            accept=accept,
            parent=self._owner,
        )

    def _answers(self, dialog: QuestionsDialog) -> dict[str, Answer] | None:
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answers = dict(dialog.answers())
        dialog.deleteLater()
        return answers if accepted else None

    def _set(self, scenario: str, values: dict[str, Scalar]) -> None:
        command = SetScenario(scenario=scenario, values=values)
        self._carry_out(partial(self._scenarios.root.execute, command, source=_SOURCE))

    def _carry_out(self, deed: Callable[[], object]) -> None:
        """Carry out an edit of the plan itself; say so where undo would take back another one."""
        if self._edits.carry_out(deed) and self._standpoint.scenario:
            self._tell(_("Done. It belongs to the plan itself, where undo takes it back."))

    @property
    def _scenarios(self) -> Scenarios:
        scenarios = self._standpoint.scenarios
        assert scenarios is not None  # noqa: S101 - nothing of this is offered without them
        return scenarios


def _told(found: Scenario | None) -> tuple[Question, ...]:
    """Return the questions every scenario answers: name, description, tags."""
    return (
        Question(key="name", label=_("Name"), value=found.name if found else "", required=True),
        Question(
            key="description",
            label=_("Description"),
            value=(found.description or "") if found else "",
            long=True,
        ),
        Question(
            key="tags",
            label=_("Tags, separated by semicolons"),
            value=(found.tags or "") if found else "",
        ),
    )


def _colour(colour: Colour) -> Question:
    choices = [(one.value, _(one.label)) for one in Colour]
    return Question(key="colour", label=_("Colour"), value=colour.value, choices=choices)
