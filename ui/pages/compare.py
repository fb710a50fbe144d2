# SPDX-License-Identifier: EUPL-1.2
"""Comparing: what is put in differently, what comes of it, and which edits are behind it.

A base and any number of others: scenarios, moments, files, patches. Differences and their causes
are those of one of the others; figures and curves show all of them beside the base.
"""

from collections.abc import Callable, Sequence
from functools import partial
from operator import is_
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from planner.domain.errors import PlannerError
from planner.domain.history import BEGIN
from planner.domain.plan import Plan
from planner.engine.comparing import (
    Comparison,
    Quantity,
    Side,
    quantity_of,
    side_by_side,
)
from planner.engine.waterfall import Waterfall
from planner.sentences import sentence
from planner.text import _, day_label, ngettext, number, percent, unit_label
from ui.dialogs.past_day import PastDayDialog
from ui.file_dialogs import ask_to_open
from ui.pages.compare_faces import CURVES, CompareFaces
from ui.pages.compare_sides import DAY, SideName, SidesBar
from ui.pages.compare_tools import CompareTools
from ui.pages.ground import Ground
from ui.pages.page import Page
from ui.presenting import compare_values as values
from ui.presenting.difference_values import difference_nodes
from ui.presenting.figure_values import (
    CHARTED,
    Named,
    charted_measures,
    figure_rows,
    month_note,
    quantity_curves,
    quantity_words,
)
from ui.presenting.times import AS_OF
from ui.theme import Theme
from ui.unfolding import Unfolding
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.icon_button import IconButton
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.text_label import TextLabel
from ui.widgets.text_values import kept

_FILES = "*.aifp *.aifpatch"
_OF_A_QUANTITY = ("curves", "causes")
NOW, BEGUN = "", f"@{BEGIN}"
COMPARE = "compare"


class ComparePage(Page):
    """A bar of sides, and several ways to look at what sets them apart."""

    concerned: ClassVar[tuple[str, ...]] = ()
    follows_month: ClassVar[bool] = True

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        scenario = ground.session.scenario
        self._words: list[str] = [NOW, f"#{scenario}"] if scenario else [NOW]
        self._read: dict[str, Plan] = {}
        self._compared: tuple[tuple[Plan, ...], tuple[Comparison, ...]] | None = None
        self._falling: Unfolding[Waterfall] = Unfolding(self)
        self.sides = SidesBar(theme, self._offered)
        self._which, self.quantity = SegmentedControl(theme), SegmentedControl(theme)
        self.faces = CompareFaces(theme)
        self.tools = CompareTools(theme, self.faces.findings)
        self.face = self.tools.face
        self._note = TextLabel(theme, role="label", wrap=True)
        self.copy_button = Button(theme, icon_name="copy")
        self._save = IconButton(theme, "download", "")
        self.empty = EmptyState(theme, "git-compare")
        self._card = Card(theme, trailing=self._save)
        self._lay_out()
        self._wire()
        hand_keyboard_on(self, self.sides.add_button())
        self.retranslate()

    # What is compared

    def fill(self) -> None:
        """Compare what is chosen, as it is now, and show it."""
        found = self._comparisons()
        labels = [SideName(words, self._label(words)) for words in self._words]
        self.sides.set_sides(labels)
        self._pages.setCurrentWidget(self._work if found else self.empty)
        self._save.setVisible(bool(found))
        if not found:
            self._show_empty()
            return
        self._which.set_segments([(str(at), one.after.name) for at, one in enumerate(found)])
        self._which.setVisible(len(found) > 1)
        self._fill_face()

    def compare_with(self, *words: str, base: str = NOW) -> None:
        """Compare these sides with a base; words as `planner.sides` reads them."""
        self._words = list(dict.fromkeys((base, *words)))
        self._read_files()
        self.fill()

    def perform(self, deed: str, about: str = "") -> None:
        """Put two sides beside each other, the base first, given as `base|other`."""
        if deed == COMPARE:
            base, _bar, other = about.partition("|")
            self.compare_with(other, base=base)

    def pick(self, at: int, words: str) -> None:
        """Put another side into a place; one past the last adds it."""
        self._read.pop(words, None)
        self._words[at : at + 1] = [words]
        self._read_files()
        self.fill()

    def drop(self, at: int) -> None:
        """Take a side away."""
        del self._words[at]
        self.fill()

    def swap(self) -> None:
        """Make the side in sight the base."""
        at = self._at() + 1
        self._words[0], self._words[at] = self._words[at], self._words[0]
        self.fill()

    def ask(self, at: int, what: str) -> None:
        """Ask for a day, or for a file or patch, and put it into a place."""
        words = self._ask_day() if what == DAY else self._ask_file()
        if not words:
            return
        meant = NOW if self._is_open_plan(words) else words
        if meant in self._words[:at] + self._words[at + 1 :]:
            self.ground.say(_("This is one of the sides already: choose another."))
        else:
            self.pick(at, meant)

    def copy_ticked(self) -> None:
        """Give the base the ticked values of the other."""
        workspace, one = self.ground.workspace, self._in_sight()
        if workspace is None or one is None:
            return
        cells = values.chosen_cells(one.inputs.changes, self.faces.tree.ticked())
        session = workspace.scenarios.open(self._words[0].removeprefix("#"))
        self.ground.edits.copy_over(
            session, one.after.plan, cells, other=one.after.name, source="compare"
        )

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._card.set_title(_("Compare"))
        self._save.set_name(_("Save this table…"))
        self._which.set_name(_("Compared with the base"))
        self.quantity.set_name(_("Quantity"))
        self.quantity.set_segments(charted_measures())
        self.tools.retranslate()
        self.sides.retranslate()
        self.faces.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for bar in (self.sides, self.tools, self._which, self.quantity):
            bar.set_theme(theme)
        for part in (self._note, self.copy_button, self._save, self._card):
            part.set_theme(theme)
        self.faces.set_theme(theme)
        self.empty.set_theme(theme)
        self._space()

    # How it is found

    def _options(self) -> Sequence[tuple[str, str]]:
        workspace = self.ground.workspace
        return () if workspace is None else values.side_options(workspace.session.plan)

    def _offered(self) -> Sequence[tuple[str, str]]:
        workspace = self.ground.workspace
        return () if workspace is None else values.signed_options(workspace)

    def _label(self, words: str) -> str:
        named = dict(self._options())
        if words in named:
            return named[words]
        if not words.startswith("@"):
            return Path(words).stem
        if words == BEGUN:
            return _("Before the first decision")
        day, mark, scenario = words.removeprefix("@").partition("#")
        return f"{named.get(mark + scenario, scenario)}, {day}" if mark else day

    def _read_files(self) -> None:
        """Read and compare beside the window what lies in other files, before it is shown.

        What cannot be read, or is stopped, is left for `fill` to say, or taken away.
        """
        workspace = self.ground.workspace
        files = [words for words in self._words if _is_file(words) and words not in self._read]
        if workspace is None or not files:
            return
        for words in files:
            told = _("{file} is being read…").format(file=Path(words).name)
            try:
                plan = self.ground.edits.beside(told, partial(workspace.plan_meant, words))
            except PlannerError as error:
                self.ground.say(sentence(error.code, error.facts))
                plan = None
            if plan is None:
                self._words = [one for one in self._words if one != words] or [NOW]
            else:
                self._read[words] = plan
        plans = self._plans()
        if plans is not None and len(plans) > 1:
            told = _("Comparing…")
            compared = partial(self._compared_anew, plans)
            self._compared = self.ground.edits.beside(told, compared) or self._compared

    def _comparisons(self) -> tuple[Comparison, ...]:
        """Return each of the others beside the base; compared again only if a plan moved."""
        plans = self._plans()
        if plans is None or len(plans) < 2:
            return ()
        if self._compared is None or not _are_same(self._compared[0], plans):
            self._compared = self._compared_anew(plans)
        return self._compared[1]

    def _compared_anew(
        self, plans: tuple[Plan, ...]
    ) -> tuple[tuple[Plan, ...], tuple[Comparison, ...]]:
        base = self._base(plans[0])
        labels = map(self._label, self._words[1:])
        others = [base.beside(name, plan) for name, plan in zip(labels, plans[1:], strict=True)]
        return plans, side_by_side(base, others)

    def _base(self, plan: Plan) -> Side:
        name, session = self._label(self._words[0]), self.ground.session
        if plan is session.plan:
            return Side(name, plan, session.outcome)
        return Side.of(name, plan)

    def _plans(self) -> tuple[Plan, ...] | None:
        """Return the plans of all sides; what cannot be read is said and taken away."""
        if self.ground.workspace is None:
            return None
        found = {words: self._plan(words) for words in self._words}
        self._words = [words for words in self._words if found[words] is not None] or [NOW]
        return tuple(plan for words in self._words if (plan := found.get(words)) is not None)

    def _plan(self, words: str) -> Plan | None:
        workspace = self.ground.workspace
        assert workspace is not None  # noqa: S101 - asked only with one
        if words == NOW:
            return workspace.session.plan
        if words in self._read:
            return self._read[words]
        try:
            plan = workspace.plan_meant(words)
        except PlannerError as error:
            self.ground.say(sentence(error.code, error.facts))
            return None
        if not words.startswith("#"):  # a scenario moves on, all others stay as they are
            self._read[words] = plan
        return plan

    def _at(self) -> int:
        return int(self._which.current() or 0)

    def _in_sight(self) -> Comparison | None:
        found = self._compared[1] if self._compared is not None else ()
        return found[min(self._at(), len(found) - 1)] if found else None

    # How it is shown

    def _fill_face(self) -> None:
        one, face = self._in_sight(), self.face.current()
        if one is None:
            return
        fill: dict[str, Callable[[Comparison], str]] = {
            "inputs": self._fill_inputs,
            "figures": self._fill_figures,
            "curves": self._fill_curves,
            "map": self._fill_map,
            "causes": self._fill_causes,
            "findings": self._fill_findings,
        }
        self._note.setText(fill[face](one))
        self.faces.show_face(face)
        self.quantity.setVisible(face in _OF_A_QUANTITY)
        self.tools.offer()
        self.copy_button.setVisible(face == "inputs")
        self._count_ticked()

    def _fill_inputs(self, one: Comparison) -> str:
        heads = (_("Record"), one.before.name, one.after.name)
        nodes = difference_nodes(one, self.tools.group.current(), self.tools.words())
        self.faces.tree.set_nodes(nodes, heads)
        return values.difference_words(one)

    def _fill_figures(self, one: Comparison) -> str:
        base, others = (one.before.name, one.before.outcome), self._others()
        rows = figure_rows(base, others, self.ground.focus.month)
        self.faces.figures.set_values(kept(rows, self.tools.words()))
        return month_note(self.ground.focus.month)

    def _fill_curves(self, one: Comparison) -> str:
        month, base = self.ground.focus.month, (one.before.name, one.before.outcome)
        curves = quantity_curves(
            base, self._others(), self._quantity().code, as_of=day_label(AS_OF)
        )
        self.faces.set_curves(curves, month)
        by = self.faces.by.current()
        if by == CURVES:
            return _("The thin line is the base.")
        self.faces.deltas.set_bars(values.difference_bars(one, self._quantity(), month, by))
        told = _("What {other} has more or less than the base, in {unit}.")
        return told.format(other=one.after.name, unit=unit_label(self._quantity().unit))

    def _fill_map(self, one: Comparison) -> str:
        shown = values.difference_map(one, self._quantity(), self.ground.focus.month)
        self.faces.map.set_figures(charted_measures(), current=self._quantity().code)
        self.faces.map.set_choropleth(shown)
        return _("What each state has more or less in {other}.").format(other=one.after.name)

    def _fill_causes(self, one: Comparison) -> str:
        month, quantity = self.ground.focus.month, self._quantity()
        self._falling.ask((one, quantity, month), values.waterfall_steps(one, quantity, month))
        return self._fall_words(0.0)

    def _show_fall(self, share: float) -> None:
        """Say how far the working out has come, and show what came of it."""
        if self.face.current() == "causes":
            self._note.setText(self._fall_words(share))

    def _fall_words(self, share: float) -> str:
        one, fall = self._in_sight(), self._falling.found()
        if one is None or fall is None:
            self.faces.waterfall.set_bars(())
            return _("Working out which edits caused it: {share}").format(share=percent(share))
        bars = values.waterfall_bars(one, fall)
        self.faces.waterfall.set_bars(bars)
        return values.waterfall_words(bars, self._quantity(), self.ground.focus.month)

    def _fill_findings(self, one: Comparison) -> str:
        self.faces.findings.set_values(kept(values.finding_rows(one), self.tools.words()))
        fresh, gone = len(one.gained), len(one.lost)
        told = _("{gained} new in {other}, {lost} settled.")
        return told.format(gained=number(fresh), lost=number(gone), other=one.after.name)

    def _others(self) -> list[Named]:
        found = self._compared[1] if self._compared is not None else ()
        return [(one.after.name, one.after.outcome) for one in found]

    def _quantity(self) -> Quantity:
        found = quantity_of(self.quantity.current() or CHARTED[0])
        assert found is not None  # noqa: S101 - only known ones are offered
        return found

    def _choose_quantity(self, code: str) -> None:
        self.quantity.select(code)
        self._fill_face()

    def _count_ticked(self) -> None:
        count = len(self.faces.tree.ticked())
        words = ngettext(
            "Copy {count} difference into the base", "Copy {count} differences into the base", count
        )
        base = self._words[0]
        can = base == NOW or base.startswith("#")
        can = can and not self.ground.standpoint.is_past()
        self.copy_button.setText(words.format(count=number(count)))
        self.copy_button.setEnabled(bool(count) and can)
        told = "" if can else _("Only this plan and its scenarios can be edited: swap the sides.")
        self.copy_button.setToolTip(told)

    def _show_empty(self) -> None:
        self.empty.set_text(
            _("Choose what to compare this plan with"),
            _(
                "A scenario, a named moment, a past day, another file or a patch. Several at "
                "once stand side by side."
            ),
            action=_("Choose…"),
        )

    def _ask_day(self) -> str:
        ground = self.ground
        dialog = PastDayDialog(ground.theme(), first=AS_OF, last=ground.today, parent=self)
        accepted = bool(dialog.exec())
        day = dialog.day()
        dialog.deleteLater()
        scenario = ground.standpoint.scenario
        of_scenario = f"#{scenario}" if scenario else ""
        return f"@{day.isoformat()}{of_scenario}" if accepted else ""

    def _is_open_plan(self, words: str) -> bool:
        workspace = self.ground.workspace
        return workspace is not None and Path(words).resolve() == workspace.file.path.resolve()

    def _ask_file(self) -> str:
        title = _("Open a copy of this plan or a patch")
        return ask_to_open(self, "merge", title, _FILES)

    def _save_table(self) -> None:
        """Write what is in sight into a file, as it is filtered."""
        if self._in_sight() is not None:
            heads, rows = self.faces.table(self._quantity_words())
            self.ground.save_rows(_("Compare"), heads, rows)

    def _quantity_words(self) -> str:
        figure, unit = quantity_words(self._quantity()), unit_label(self._quantity().unit)
        return _("{figure}, {unit}").format(figure=figure, unit=unit) if unit else figure

    def _lay_out(self) -> None:
        self._pages, self._work, self._foot = QStackedWidget(), QWidget(), QHBoxLayout()
        # From the outside in: whatever moves into another part is dressed anew with all it holds.
        self.rows.addWidget(self._card)
        self._card.body.addWidget(self.sides)
        self._card.body.addWidget(self._pages, 1)
        for page in (self.empty, self._work):
            self._pages.addWidget(page)
        # Takes what is left, rather than asking for as much as its largest page would like.
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._foot.addWidget(self._note, 1)
        self._foot.addWidget(self.quantity)
        self._foot.addWidget(self._which)
        self._foot.addWidget(self.copy_button)
        self._work_rows = self.faces.column(self._work, self.tools, self._foot)
        self._space()

    def _space(self) -> None:
        gap = self.ground.theme().px("space_s")
        for box in (self._work_rows, self._foot):
            box.setSpacing(gap)

    def _wire(self) -> None:
        sides, faces = self.sides, self.faces
        sides.picked.connect(self.pick)
        sides.asked.connect(self.ask)
        sides.dropped.connect(self.drop)
        sides.swapped.connect(self.swap)
        self.empty.action_requested.connect(sides.add_button().showMenu)
        self.tools.changed.connect(self._fill_face)
        for choice in (self._which, self.quantity, faces.by):
            choice.chosen.connect(lambda _choice: self._fill_face())
        self._falling.moved.connect(self._show_fall)
        faces.map.figure_chosen.connect(self._choose_quantity)
        faces.tree.ticked_changed.connect(self._count_ticked)
        faces.opened.connect(self.ground.open_record)
        self.copy_button.clicked.connect(self.copy_ticked)
        self._save.clicked.connect(self._save_table)


def _is_file(words: str) -> bool:
    """Tell whether words name a file rather than a scenario or a moment of this plan."""
    return words != NOW and not words.startswith(("#", "@"))


def _are_same(before: Sequence[Plan], now: Sequence[Plan]) -> bool:
    """Tell whether these are the very same plans; comparing what they hold would take longer."""
    return len(before) == len(now) and all(map(is_, before, now))
