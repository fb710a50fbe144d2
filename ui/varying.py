# SPDX-License-Identifier: EUPL-1.2
"""A batch of scenarios: asks which inputs to vary, makes one scenario of every combination."""

from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from planner.scenarios import Scenarios
from planner.text import month_label
from planner.variations import Batched, vary
from ui.dialogs.vary import VaryDialog
from ui.edits import Edits
from ui.focus import Focus
from ui.presenting.scenario_values import scenario_name
from ui.presenting.vary_values import about_options, read_variations
from ui.theme import Theme

_SOURCE = "scenarios"


class Varying:
    """Generates scenarios from one of them; `ask` says what came of it."""

    def __init__(
        self, owner: QWidget, scenarios: Scenarios, edits: Edits, focus: Focus, *, theme: Theme
    ) -> None:
        self._owner = owner
        self._scenarios = scenarios
        self._edits = edits
        self._focus = focus
        self._theme = theme

    def ask(self, parent: str) -> Batched | None:
        """Ask which inputs of a scenario to vary; return what came of it, `None` if nothing."""
        dialog = self._dialog(parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        inputs, tag = dialog.inputs(), dialog.tag()
        dialog.deleteLater()
        made: list[Batched] = []

        def deed() -> None:
            variations = read_variations(self._scenarios.open(parent).plan, inputs)
            month = self._focus.month
            batch = vary(
                self._scenarios, variations, tag=tag, month=month, parent=parent, source=_SOURCE
            )
            made.append(batch)

        return made[0] if accepted and self._edits.carry_out(deed) else None

    def _dialog(self, parent: str) -> VaryDialog:
        plan = self._scenarios.open(parent).plan
        return VaryDialog(
            self._theme,
            plan_name=scenario_name(self._scenarios.root.plan, parent),
            month=month_label(self._focus.month),
            about=about_options(plan, self._focus.selection),
            read=partial(read_variations, plan),
            parent=self._owner,
        )
