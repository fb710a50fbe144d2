# SPDX-License-Identifier: EUPL-1.2
"""Going through the history: to any moment and back, and what can be done with a moment."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from planner.chronicle import name_version, restore
from planner.domain.changes import compare
from planner.domain.history import Step
from planner.domain.records.approvals import Approval, ApprovalStatus
from planner.domain.records.scenarios import SHARED
from planner.sentences import record_word, sentence
from planner.text import _, day_label
from ui.branching import Branching
from ui.dialogs.changes import ChangesDialog
from ui.dialogs.questions import Question, QuestionsDialog
from ui.edits import Edits
from ui.focus import Focus
from ui.panels import Panels
from ui.panes.history import HistoryPane
from ui.panes.history_filter import HistoryWish
from ui.presenting.change_rows import change_rows
from ui.presenting.history_values import lies_in, people, periods
from ui.presenting.list_rows import history_rows
from ui.presenting.scenario_values import moment_words, named_steps
from ui.standpoint import Standpoint
from ui.theme import Theme
from ui.widgets.past_banner import BannerDeed, BannerValues

if TYPE_CHECKING:
    from planner.app import Workspace

_SOURCE = "history"
_LATEST = 300  # steps that are listed unless others are asked for


class LookingBack:
    """Fills the history and the strip above the view, and carries out what they ask for."""

    def __init__(
        self,
        owner: QWidget,
        standpoint: Standpoint,
        branching: Branching,
        focus: Focus,
        panels: Panels,
        *,
        edits: Edits,
        theme: Callable[[], Theme],
        workspace: "Workspace | None" = None,
    ) -> None:
        self._workspace = workspace
        self._statuses: dict[tuple[str, str, frozenset[str]], ApprovalStatus | None] = {}
        self._owner = owner
        self._standpoint = standpoint
        self._branching = branching
        self._edits = edits
        self._focus = focus
        self._panels = panels
        self._theme = theme
        banner = panels.past
        banner.moved_to.connect(standpoint.show_point)
        banner.back_requested.connect(self.leave)
        banner.deed_requested.connect(lambda deed: self.do(deed, self._here()))

    def wire(self, pane: HistoryPane) -> None:
        """Connect the history once it is built."""
        pane.wish.wished.connect(self.fill)
        pane.deed_requested.connect(self.do)

    def fill(self) -> None:
        """Show the history of the scenario on screen, narrowed to what is wanted."""
        place, pane = self._standpoint, self._panels.history
        steps = self._asked_steps(pane.wish.wish())
        versions = self._versions()
        pane.wish.set_choices(people(steps), periods(steps))
        pane.wish.set_record(self._selected_words())
        wish = pane.wish.wish()
        is_whole = wish == HistoryWish() and not pane.has_words()
        rows = history_rows(
            steps,
            place.live.plan,
            wanted=self._wanted(wish),
            versions=versions,
            here=self._here() if place.is_past() else "",
            most=_LATEST if is_whole else None,
        )
        rest = len(steps) - len(rows) if is_whole else 0
        pane.set_rows(rows, is_filtered=wish != HistoryWish(), rest=rest)
        pane.set_versions(tuple(versions.items()))

    def do(self, deed: str, step: str) -> None:
        """Do something with the moment after a step: look, restore, branch, name."""
        place = self._standpoint
        if self._is_elsewhere(step):
            words = _("This was done in another copy of the plan, which has no such moment here.")
            self._edits.failed.emit(words)
        elif deed == "look":
            place.show_step(step)
        elif deed == "restore":
            self.restore(step)
        elif deed == "branch":
            last = place.steps()[-1:]
            is_now = bool(last) and last[0].id == step
            self._branching.branch(place.scenario, at=None if is_now else step)
        elif deed == "name":
            self.name(step)

    def leave(self) -> None:
        """Go where edits are made: to now, or from a fixed scenario to the plan itself."""
        if self._standpoint.is_past():
            self._standpoint.show_now()
        else:
            self._branching.show("")

    def earlier(self) -> None:
        """Look one edit further back."""
        self._standpoint.show_point(max(0, self._standpoint.point() - 1))

    def later(self) -> None:
        """Look one edit further on, up to now."""
        self._standpoint.show_point(self._standpoint.point() + 1)

    def has_earlier(self) -> bool:
        """Tell whether there is an edit before the moment on screen."""
        place = self._standpoint
        if place.is_past():
            return place.point() > 0
        stacks = (place.live.next_undo, place.live.next_redo)  # asked too often to read a file
        return bool(place.scenario) or any(unit is not None for unit in stacks)

    def name_here(self) -> None:
        """Ask for a name for the moment on screen."""
        self.name(self._here())

    def name(self, step: str) -> None:
        """Ask for a name for the moment after a step, and keep it."""
        place, scenarios = self._standpoint, self._standpoint.scenarios
        if scenarios is None:
            return
        dialog = QuestionsDialog(
            self._theme(),
            title=_("Name a version"),
            words=_("What the plan is called as it was {moment}.").format(
                moment=self._moment(step)
            ),
            questions=(
                Question(
                    key="name",
                    label=_("Name"),
                    value=_("As of {day}").format(day=day_label(datetime.now(UTC).date())),
                    required=True,
                ),
                Question(key="note", label=_("Note"), long=True),
            ),
            accept=_("Name it"),
            parent=self._owner,
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        name, note = dialog.words("name"), dialog.words("note")
        dialog.deleteLater()
        if accepted:
            self._edits.carry_out(
                lambda: name_version(
                    scenarios, name, scenario=place.scenario, step=step, note=note, source=_SOURCE
                )
            )
            self._panels_follow()

    def restore(self, step: str) -> None:
        """Show what going back to a moment would change; go back as one edit if that is wanted."""
        place = self._standpoint
        if (refusal := place.refusal()) is not None:
            self._edits.failed.emit(sentence(refusal.code, refusal.facts))
            return
        live, past = place.live, place.live.at_step(step).plan
        changes = [c for c in compare(live.plan, past) if c.kind.name not in SHARED]
        dialog = ChangesDialog(
            self._theme(),
            title=_("Go back to a moment"),
            summary=self._restore_words(step, anything=bool(changes)),
            changes=change_rows(changes, live.plan, past, there=_("At that time")),
            accept=_("Go back to it"),
            why=True,
            parent=self._owner,
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        reason = dialog.reason()
        dialog.deleteLater()
        if accepted:
            version = named_steps(place.root.plan, place.scenario).get(step, "")
            place.show_now()
            self._edits.carry_out(
                lambda: restore(live, step, version=version, reason=reason, source=_SOURCE)
            )

    def say_where(self) -> None:
        """Say above the view which moment, or which fixed scenario, is on screen."""
        place = self._standpoint
        if place.is_past():
            self._panels.past.set_values(self._past_values())
        elif (refusal := place.refusal()) is not None:
            branch = BannerDeed("branch", _("Branch from it…"), "git-branch")
            self._panels.past.set_values(
                BannerValues(
                    words=sentence(refusal.code, refusal.facts),
                    way_out=_("Back to the plan itself"),
                    icon="lock",
                    deeds=(branch,),
                )
            )
        else:
            self._panels.past.set_values(None)

    def _past_values(self) -> BannerValues:
        place = self._standpoint
        steps, at = place.steps(), place.point()
        if place.day is not None:
            words = _(
                "The plan and its figures as they stood on {day}. They can be read, not edited."
            ).format(day=day_label(place.day))
        else:
            words = _("The plan as it was {moment}. It can be read, not edited.").format(
                moment=self._moment(self._here())
            )
        deeds = [BannerDeed("restore", _("Go back to it…"), "undo-2")]
        if self._branching.is_possible():
            deeds.append(BannerDeed("branch", _("Branch…"), "git-branch"))
            deeds.append(BannerDeed("name", _("Name it…"), "flag"))
        return BannerValues(
            words=words,
            way_out=_("Back to now"),
            deeds=tuple(deeds),
            moments=len(steps),
            at=at,
        )

    def _restore_words(self, step: str, *, anything: bool) -> str:
        moment = self._moment(step)
        if not anything:
            return _("Nothing would change: the plan is as it was {moment}.").format(moment=moment)
        return _(
            "What changes if the plan becomes what it was {moment}. It is one edit that undo"
            " takes back, and nothing of the history is lost."
        ).format(moment=moment)

    def _asked_steps(self, wish: HistoryWish) -> Sequence[Step]:
        scenarios = self._standpoint.scenarios
        if wish.everywhere and scenarios is not None:
            return scenarios.archive.log().steps
        return self._standpoint.steps()

    def _is_elsewhere(self, step: str) -> bool:
        """Go to the scenario a step was made in; tell whether it was made in no plan of here."""
        place, scenarios = self._standpoint, self._standpoint.scenarios
        if scenarios is None or not step or any(one.id == step for one in place.steps()):
            return False
        made = next((one for one in scenarios.archive.log().steps if one.id == step), None)
        if made is None or made.line:
            return True
        self._branching.show(made.scenario)
        return all(one.id != step for one in place.steps())

    def _versions(self) -> dict[str, str]:
        """Return the names of versions by step, with what was last signed about what they hold."""
        place = self._standpoint
        named = named_steps(place.root.plan, place.scenario)
        if self._workspace is None or not place.root.plan.of(Approval):
            return dict(named)
        return {step: self._signed(place.scenario, step, name) for step, name in named.items()}

    def _signed(self, scenario: str, step: str, name: str) -> str:
        """Add to the name of a version what its latest entry says; what it holds never changes."""
        assert self._workspace is not None  # noqa: S101 - asked before
        asked = (scenario, step, frozenset(self._standpoint.root.plan.of(Approval)))
        if asked not in self._statuses:
            found = self._workspace.approval_at(scenario, step)
            self._statuses[asked] = None if found is None else found.approval.status
        status = self._statuses[asked]
        return name if status is None else f"{name} · {_(status.label)}"

    def _wanted(self, wish: HistoryWish) -> Callable[[Step], bool]:
        about = self._steps_of_selected() if wish.only_selected else None

        def wanted(step: Step) -> bool:
            if wish.person and step.author != wish.person:
                return False
            return lies_in(step, wish.period) and (about is None or step.id in about)

        return wanted

    def _steps_of_selected(self) -> frozenset[str]:
        """Return the steps that wrote into the record in focus."""
        selection, live = self._focus.selection, self._standpoint.live
        kind = live.plan.schema.kinds.get(selection.kind)
        if kind is None:
            return frozenset()
        return frozenset(
            entry.step.id
            for field in kind.fields
            for entry in live.trail(kind.name, selection.key, field.name)
        )

    def _selected_words(self) -> str:
        selection = self._focus.selection
        if not selection:
            return ""
        return record_word(self._standpoint.session.plan, selection.kind, selection.key)

    def _here(self) -> str:
        step = self._standpoint.step()
        return step.id if step is not None else ""

    def _moment(self, step: str) -> str:
        place = self._standpoint
        found = next((one for one in place.steps() if one.id == step), None)
        version = named_steps(place.root.plan, place.scenario).get(step, "")
        return moment_words(found, place.live.plan, version)

    def _panels_follow(self) -> None:
        if "history" in self._panels.built:
            self.fill()
