# SPDX-License-Identifier: EUPL-1.2
"""The first steps: from the real network to a small plan of one's own, in five minutes.

The steps watch what is done and are ticked off by it, whoever does it and in whatever order; what
is done already is not asked for again. Nothing is kept but whether somebody left.
"""

from collections.abc import Callable

import attrs
from PySide6.QtCore import QObject, Signal

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import TALENT, Measure, MeasureKind
from planner.text import N_, _, significant
from ui.edits import Edits
from ui.focus import Focus
from ui.settings import Settings
from ui.widgets.guide_bar import SLIDER, GuideBar

_SETTING, _LEFT, _ON = "first_steps", "left", "on"
_EXAMPLE = "HR"  # the state the steps name
_WISHED = month_of(2028, 1)  # the month they name


@attrs.frozen
class Step:
    """Something to do: in words, when it is done, which view helps with it, and what it is about.

    `about` is the kind and key of the record to select, an empty kind selects nothing. `takes` is
    what the hand takes hold of, which is pointed at: a template, or the slider of the months.
    """

    words: str
    is_done: Callable[["Guide"], bool]
    view: str
    about: Callable[["Guide"], tuple[str, str]] = lambda _guide: ("", "")
    takes: str = ""


STEPS = (
    Step(
        N_("Choose a month: drag the slider below the map to January 2028."),
        lambda guide: guide.has_scrubbed or bool(guide.measures()),
        "map",
        takes=SLIDER,
    ),
    Step(
        N_(
            "Give a state its supercomputer: drag “Mid-range AI supercomputer” from the catalogue "
            "onto Croatia, or press Ctrl+Enter."
        ),
        lambda guide: bool(guide.measures(MeasureKind.SYSTEM)),
        "map",
        lambda _guide: ("state", _EXAMPLE),
        takes="ai_system_mid",
    ),
    Step(
        N_("Put a data centre beside it: drag “Associated data centre” onto the same state."),
        lambda guide: guide.has_beside_a_system(MeasureKind.DATA_CENTRE),
        "map",
        lambda guide: ("state", guide.system().state),
        takes="data_centre",
    ),
    Step(
        N_("Train the people it needs: drag “Master cohort” onto the state."),
        lambda guide: guide.has_beside_a_system(*TALENT),
        "map",
        lambda guide: ("state", guide.system().state),
        takes="master_cohort",
    ),
    Step(
        N_("Commit the supercomputer: click its bar and press Ctrl+M. Now its money counts."),
        lambda guide: any(m.status is not Status.TENTATIVE for m in guide.measures()),
        "board",
        lambda guide: ("measure", guide.system().id),
    ),
    Step(
        N_("See what the rules say about it: open the findings."),
        lambda guide: "findings" in guide.seen,
        "findings",
    ),
)


class Guide(QObject):
    """Leads through the steps as long as somebody wants it; `pointed` says what to take hold of."""

    pointed = Signal(str)

    def __init__(self, bar: GuideBar, edits: Edits, focus: Focus, settings: Settings) -> None:
        super().__init__(bar)
        self._bar = bar
        self._edits = edits
        self._focus = focus
        self._settings = settings
        self.has_scrubbed: bool = focus.month == _WISHED  # as it was left at the last start
        self.seen: set[str] = set()
        focus.month_changed.connect(self._on_month)
        focus.view_changed.connect(self._on_view)
        bar.left.connect(self.leave)
        bar.help_requested.connect(self._show)
        if settings.text(_SETTING) == _ON:
            self.begin()

    def begin(self) -> None:
        """Show the first step that is not done."""
        self._settings.set_text(_SETTING, _ON)
        self._bar.show()
        self.refresh()

    def begin_once(self) -> None:
        """Begin, unless somebody has left or finished before."""
        if not self._settings.text(_SETTING):
            self.begin()

    def leave(self) -> None:
        """Stop; the steps can be taken up again at any time."""
        self._settings.set_text(_SETTING, _LEFT)
        self._bar.hide()

    def is_on(self) -> bool:
        """Tell whether somebody is being led."""
        return not self._bar.isHidden()

    def refresh(self) -> None:
        """Tick off what is done and show what comes next."""
        if not self.is_on():
            return
        waiting = [n for n, step in enumerate(STEPS, 1) if not step.is_done(self)]
        if waiting:
            self._bar.set_step(waiting[0], len(STEPS), _(STEPS[waiting[0] - 1].words))
        else:
            self._settings.set_text(_SETTING, _LEFT)  # the next start does not begin again
            self._bar.set_step(len(STEPS) + 1, len(STEPS), self._finished())

    def measures(self, *kinds: MeasureKind) -> list[Measure]:
        """Return the measures of some kinds in the plan, of any kind if none is named."""
        rows = self._plan.of(Measure).values()
        return [measure for measure in rows if not kinds or measure.kind in kinds]

    def system(self) -> Measure:
        """Return the supercomputer of the plan, the first if there are several.

        It is asked for only by steps that come after there is one.
        """
        return self.measures(MeasureKind.SYSTEM)[0]

    def has_beside_a_system(self, *kinds: MeasureKind) -> bool:
        """Tell whether a measure of some kinds stands in a state that is given a system."""
        states = {measure.state for measure in self.measures(MeasureKind.SYSTEM)}
        return any(measure.state in states for measure in self.measures(*kinds))

    @property
    def _plan(self) -> Plan:
        return self._edits.session.plan

    def _finished(self) -> str:
        outcome, month = self._edits.session.outcome, self._focus.month
        total = float(outcome.capacity_ef[:, :, month].sum())
        return _(
            "Your first plan is finished: {amount} EFLOP/s in this month. It is saved already; "
            "Export makes a workbook of it, and Ctrl+Z takes back what you do not like."
        ).format(amount=significant(total))

    def _show(self) -> None:
        waiting = next((step for step in STEPS if not step.is_done(self)), None)
        if waiting is not None:
            self._focus.show(waiting.view)
            kind, key = waiting.about(self)
            if kind:
                self._focus.select(kind, key)
            if waiting.takes:
                self.pointed.emit(waiting.takes)

    def _on_month(self, _month: int) -> None:
        self.has_scrubbed = True
        self.refresh()

    def _on_view(self, view: str) -> None:
        self.seen.add(view)
        self.refresh()
