# SPDX-License-Identifier: EUPL-1.2
"""The merge screen: another copy or a patch is looked at, its questions settled, then one step.

Nothing is written before *Merge*. What both copies changed is asked here, one question at a time,
with the figures and findings that follow from each answer.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner import paths
from planner.domain.clashes import Clash, Take
from planner.domain.errors import PlannerError
from planner.exchange.patch import ENDING, Patch
from planner.exchange.trusted import TrustedKeys
from planner.exchange.writing import read_patch
from planner.merging import Look, MergePreview
from planner.sentences import sentence
from planner.text import _, day_label
from ui.file_dialogs import ask_to_open
from ui.pages.ground import Ground
from ui.pages.merge_detail import MergeDetail
from ui.pages.merge_send import send_patch
from ui.pages.page import Page, Themed
from ui.presenting import merge_values as values
from ui.presenting.figure_values import (
    CHARTED,
    charted_measures,
    figure_rows,
    month_note,
    quantity_curves,
)
from ui.presenting.patch_values import patch_words
from ui.presenting.times import AS_OF
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.scrolled import scrolled
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.table_tools import TableTools
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextTable
from ui.widgets.text_values import kept

if TYPE_CHECKING:  # the store is imported after the first paint
    from planner.app import Workspace

_FILES = "*.aifp *.aifpatch"
_GROUPED = {"questions": (0, 1, 2), "coming": (0, 1, 4, 5), "causes": (1, 2)}
_MOST_QUESTIONS = 5  # in sight at once; the list scrolls


class MergePage(Page):
    """Questions with their answers, what comes, and what the rules say afterwards."""

    concerned: ClassVar[tuple[str, ...]] = ()
    follows_month: ClassVar[bool] = True

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        self._path: Path | None = None
        self._preview: MergePreview | None = None
        self._is_weighing = False
        self._choices: dict[str, Take] = {}
        self._done: tuple[MergePreview, Look] | None = None
        self._quantity = CHARTED[0]
        self._card = Card(theme)
        self._open = Button(theme, icon_name="folder-open")
        self.send_button = Button(theme, icon_name="upload")
        self._patch: Patch | None = None
        self.empty = EmptyState(theme, "git-merge")
        self._summary = TextLabel(theme, wrap=True)
        self.face = SegmentedControl(theme)
        self.tools = TableTools(theme)
        self.bulk_button = Button(theme, icon_name="check")
        self._bulk = QMenu(self.bulk_button)
        self.questions, self.coming, self.causes = (TextTable(theme) for _table in range(3))
        self.detail = MergeDetail(theme)
        self._result = TextLabel(theme, wrap=True)
        self._cause = TextLabel(theme, wrap=True)
        self.merge_button = Button(theme, icon_name="git-merge", primary=True)
        self.leave_button = Button(theme)
        self.why = QLineEdit()
        self._lay_out()
        self._wire()
        hand_keyboard_on(self, self._open)
        self.retranslate()

    # What is shown

    def fill(self) -> None:
        """Show the merge as things stand; a plan edited meanwhile is weighed anew."""
        self._weigh_again()
        preview = self._preview
        self._pages.setCurrentWidget(self.empty if preview is None else self._work)
        self._open.setVisible(preview is not None or self._done is not None)
        if preview is None:
            self._show_empty()
            return
        summary = values.merge_summary(preview, self._choices)
        self._summary.setText(f"{self._seal()} {summary}".strip())
        self._summary.setVisible(self._done is None)
        self._offer_faces(preview)
        questions = values.question_rows(preview, self._choices)
        self.questions.set_values(kept(questions, self.tools.words()))
        self._fit_questions()
        if preview.clashes and self._clash() is None:
            self.questions.go_to_first()
        self._fill_face()
        self.merge_button.setEnabled(not preview.is_empty and self._done is None)
        self._fill_foot(preview)

    def show_file(self, path: Path) -> None:
        """Look at another copy, or a patch; say why if that cannot be done."""
        workspace = self.ground.workspace
        if workspace is None:
            self.ground.say(_("This plan lies in no file, so nothing can be merged into it."))
            return
        try:
            preview = self._looked_at(workspace, path)
        except PlannerError as error:
            self.ground.say(sentence(error.code, error.facts))
            return
        if preview is None:
            return
        self._preview = preview
        self._path, self._choices, self._done = path, {}, None
        self._patch = self._read_patch(path)
        self.tools.filter.clear()
        self._offer_faces(self._preview)
        self.face.select("questions" if self._preview.clashes else "coming")
        self.fill()
        (self.questions if self._preview.clashes else self.merge_button).setFocus()

    def summary(self) -> str:
        """Return what is said about the copy or patch in sight."""
        return self._summary.text()

    def ask_file(self) -> None:
        """Ask which copy or patch, and look at it."""
        chosen = ask_to_open(self, "merge", _("Open a copy of this plan or a patch"), _FILES)
        if chosen:
            self.show_file(Path(chosen))

    def send(self) -> None:
        """Write what was done since a moment as a patch."""
        send_patch(self, self.ground)

    def perform(self, deed: str, about: str = "") -> None:
        """Open a copy or a patch, one that is named, or send one, as the window asks."""
        deeds: dict[str, Callable[[], None]] = {
            "open": self.ask_file,
            "file": lambda: self.show_file(Path(about)),
            "send": self.send,
        }
        deeds[deed]()

    def answer(self, take: str) -> None:
        """Settle the question the keyboard is on."""
        clash = self._clash()
        if clash is not None:
            self._choices[clash.id] = Take(take)
            self.fill()

    def answer_all(self, how: str) -> None:
        """Settle all questions in sight alike: mine, theirs, or as proposed."""
        clashes = self._preview.clashes if self._preview is not None else ()
        fixed = {"mine": Take.MINE, "theirs": Take.THEIRS}
        seen = {row.key for row in self.questions.values().rows}
        found = (clash for clash in clashes if clash.id in seen)
        self._choices |= {clash.id: fixed.get(how, clash.default) for clash in found}
        self.fill()

    def merge(self) -> None:
        """Put the other copy into the plan, as one step."""
        workspace, preview = self.ground.workspace, self._preview
        if workspace is None or preview is None or self._is_past():
            return
        look = preview.look(self._choices)
        reason = self.why.text().strip()
        if self.ground.edits.merge(
            workspace, preview, self._choices, source="merge", reason=reason
        ):
            self.why.clear()
            self._preview, self._done = preview, (preview, look)
            self.face.select("causes")
            self.fill()
            (self.causes if look.causes else self.leave_button).setFocus()

    def leave(self) -> None:
        """Forget the other copy; nothing has been written."""
        self._path, self._preview, self._done = None, None, None
        self._choices = {}
        self.why.clear()
        self.fill()
        self.setFocus()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._card.set_title(_("Merge and send"))
        self._open.setText(_("Open another…"))
        self.send_button.setText(_("Send my changes…"))
        self.face.set_name(_("What to look at"))
        self.tools.retranslate()
        self.bulk_button.setText(_("Answer all"))
        words = {
            "mine": _("All mine"),
            "theirs": _("All theirs"),
            "defaults": _("All as proposed"),
        }
        for deed in self._bulk.actions():
            deed.setText(words[deed.data()])
        self.questions.setAccessibleName(_("Questions"))
        self.coming.setAccessibleName(_("What comes"))
        self.causes.setAccessibleName(_("New findings and the edits responsible"))
        self.merge_button.setText(_("Merge"))
        self.why.setPlaceholderText(_("Why, if there is something to say"))
        self.why.setAccessibleName(_("Reason"))
        self._space()
        self.detail.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        parts: tuple[Themed, ...] = (
            *(self._card, self._open, self.empty, self._summary, self.face, self.detail),
            *(self.questions, self.coming, self.causes, self._result, self._cause),
            *(self.tools, self.bulk_button, self.send_button, self.merge_button, self.leave_button),
        )
        for part in parts:
            part.set_theme(theme)
        self._space()

    # How it is done

    def _weigh_again(self) -> None:
        """Weigh once more if the plan has moved on since it was looked at."""
        workspace, preview = self.ground.workspace, self._preview
        if workspace is None or preview is None or self._path is None or self._done is not None:
            return
        if self._is_weighing:  # whatever fills the page meanwhile shows it as it was
            return
        if preview.root.mine.plan is not workspace.session.plan:
            self._is_weighing = True
            try:
                self._preview = self._looked_at(workspace, self._path)
            except PlannerError as error:
                self._preview = None
                self.ground.say(sentence(error.code, error.facts))
            finally:
                self._is_weighing = False

    def _looked_at(self, workspace: "Workspace", path: Path) -> MergePreview | None:
        """Weigh a file beside the window; `None` if that was stopped. Raises `PlannerError`."""
        words = _("{file} is being read…").format(file=path.name)
        return self.ground.edits.beside(words, partial(_evaluated, workspace, path))

    def _read_patch(self, path: Path) -> Patch | None:
        """Return what the file is if it is a patch, rather than a whole plan."""
        if path.suffix.lower() != ENDING:
            return None
        return read_patch(path, self.ground.plan.schema)

    def _seal(self) -> str:
        """Say who sent a patch and whose key signed it."""
        if self._patch is None:
            return ""
        try:
            trusted = TrustedKeys(paths.user_config()).names()
        except PlannerError as error:
            return sentence(error.code, error.facts)
        return patch_words(self._patch, trusted)

    def _is_past(self) -> bool:
        """Tell whether the past is on screen, where a merge would be made unseen; say so."""
        is_past = self.ground.standpoint.is_past()
        if is_past:
            self.ground.say(sentence("past_is_fixed", {}))
        return is_past

    def _show_empty(self) -> None:
        self.empty.set_text(
            _("Put another copy of this plan, or a patch, into it"),
            _(
                "What only one of you changed is taken over. What both changed is asked here, "
                "and nothing is written before you say so."
            ),
            action=_("Open a copy or a patch…"),
        )

    def _offer_faces(self, preview: MergePreview) -> None:
        asked = len(preview.clashes)
        faces = [("questions", _("Questions ({count})").format(count=asked))] if asked else []
        faces += [("coming", _("What comes")), ("causes", _("New findings"))]
        self.face.set_segments(faces)

    def _fit_questions(self) -> None:
        """Keep the list as high as its questions, up to a few of them."""
        table, row = self.questions, self.ground.theme().px("row")
        shown = min(len(table.values().rows), _MOST_QUESTIONS) * row
        bar = table.horizontalScrollBar().sizeHint().height()
        table.setFixedHeight(table.horizontalHeader().sizeHint().height() + shown + bar)

    def _fill_face(self) -> None:
        preview = self._preview
        assert preview is not None  # noqa: S101 - asked only with one
        face = self.face.current()
        shown = {"questions": self._asking, "coming": self.coming, "causes": self._causing}
        fill: dict[str, Callable[[], None]] = {
            "questions": self._fill_detail,
            "coming": lambda: self._fill_coming(preview),
            "causes": lambda: self._fill_causes(preview),
        }
        fill[face]()
        self._faces.setCurrentWidget(shown[face])
        few = face == "questions" and len(preview.clashes) <= _MOST_QUESTIONS
        self.tools.setVisible(not few)  # all of them are in sight
        self.tools.set_table(self._tables()[face], _GROUPED[face])

    def _tables(self) -> Mapping[str, TextTable]:
        return {"questions": self.questions, "coming": self.coming, "causes": self.causes}

    def _fill_coming(self, preview: MergePreview) -> None:
        rows = values.coming_rows(preview, self._choices, self.tools.words())
        self.coming.set_values(rows)

    def _fill_causes(self, preview: MergePreview) -> None:
        rows = values.cause_rows(preview, self._look())
        self.causes.set_values(kept(rows, self.tools.words()))
        if self.causes.current() is None:
            self.causes.go_to_first()
        self._tell_cause()

    def _save_table(self) -> None:
        """Write the table in sight, as it is filtered, into a file."""
        table = self._tables()[self.face.current()]
        self.ground.save_rows(_("Merge"), table.values().heads, table.shown_rows())

    def _tell_cause(self) -> None:
        """Say in full which edits brought about the finding the keyboard is on."""
        row = self.causes.current()
        nothing = "" if self.tools.is_narrowing() else values.new_finding_words(0)
        self._cause.setText(nothing if row is None else row.detail)

    def _look(self) -> Look:
        if self._done is not None:
            return self._done[1]
        assert self._preview is not None  # noqa: S101 - asked only with one
        return self._preview.look(self._choices)

    def _fill_foot(self, preview: MergePreview) -> None:
        done = self._done
        self.leave_button.setText(_("Close") if done or preview.is_empty else _("Leave it"))
        for part in (self.merge_button, self.why):
            part.setVisible(done is None and not preview.is_empty)
        self.bulk_button.setVisible(bool(preview.clashes) and done is None)
        if done is not None:
            at_root = not self.ground.session.scenario
            words = values.done_words(done[1], preview.other.name, at_root=at_root)
            self._result.setText(words)
        elif preview.is_empty:
            self._result.setText("")
        else:
            gained = len(preview.effect(self._choices).gained)
            self._result.setText(values.new_finding_words(gained))
        self.detail.cards.setEnabled(done is None)

    def _clash(self) -> Clash | None:
        row, preview = self.questions.current(), self._preview
        if row is None or preview is None:
            return None
        return next((clash for clash in preview.clashes if clash.id == row.key), None)

    def _fill_detail(self) -> None:
        clash, preview = self._clash(), self._preview
        self.detail.setVisible(clash is not None)
        if clash is None or preview is None:
            return
        month = self.ground.focus.month
        effects = values.choice_effects(preview, clash, self._choices)
        self.detail.set_question(
            values.question_words(preview, clash),
            values.choice_cards(preview, clash, effects, month),
            current=str(values.take_of(clash, self._choices)),
        )
        now, others = values.named_effects(clash, effects)
        self.detail.set_figures(figure_rows(now, others, month), month_note(month))
        self.detail.set_findings(values.effect_findings(clash, effects))
        if self.detail.shows_chart():
            self.detail.offer_quantities(charted_measures(), self._quantity)
            curves = quantity_curves(now, others, self._quantity, as_of=day_label(AS_OF))
            self.detail.set_curves(curves, month)

    def _choose_quantity(self, code: str) -> None:
        self._quantity = code or self._quantity
        self._fill_detail()

    def _lay_out(self) -> None:
        # From the outside in: whatever moves into another part is dressed anew with all it holds.
        self._pages, self._faces = QStackedWidget(), QStackedWidget()
        self._work, head = QWidget(), QWidget()
        self.rows.addWidget(self._card)
        self._card.set_trailing(self.send_button)
        self._card.set_trailing(self._open)
        self._card.body.addWidget(self._pages, 1)
        for page in (self.empty, self._work):
            self._pages.addWidget(page)
        # Takes what is left, rather than asking for as much as its largest page would like.
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._work_rows, self._head, self._foot = (
            QVBoxLayout(self._work),
            FlowLayout(head),
            QHBoxLayout(),
        )
        self._work_rows.setContentsMargins(0, 0, 0, 0)
        self._work_rows.addWidget(self._summary)
        self._work_rows.addWidget(head)
        self._work_rows.addWidget(self._faces, 1)
        self._work_rows.addLayout(self._foot)
        self._asking = QWidget()
        self._asking_rows = QVBoxLayout(self._asking)
        self._asking_rows.setContentsMargins(0, 0, 0, 0)
        self._asking_rows.addWidget(self.questions)
        self._asking_rows.addWidget(scrolled(self.detail), 1)
        self._causing = QWidget()
        self._causing_rows = QVBoxLayout(self._causing)
        self._causing_rows.setContentsMargins(0, 0, 0, 0)
        self._causing_rows.addWidget(self.causes, 1)
        self._causing_rows.addWidget(self._cause)
        for face in (self._asking, self.coming, self._causing):
            self._faces.addWidget(face)
        for tool in (self.face, self.tools, self.bulk_button):
            self._head.addWidget(tool)
        for how in ("mine", "theirs", "defaults"):
            self._bulk.addAction("").setData(how)
        self.bulk_button.setMenu(self._bulk)
        self._foot.addWidget(self._result, 1)
        self._foot.addWidget(self.why)
        self._foot.addWidget(self.leave_button)
        self._foot.addWidget(self.merge_button)
        self._space()

    def _space(self) -> None:
        gap = self.ground.theme().px("space_s")
        prompt = self.why.fontMetrics().horizontalAdvance(self.why.placeholderText())
        room = prompt + 2 * self.ground.theme().px("control")
        self.why.setFixedWidth(max(room, self.ground.theme().px("catalogue")))
        rows = (self._work_rows, self._asking_rows, self._causing_rows)
        for box in (*rows, self._head, self._foot):
            box.setSpacing(gap)

    def _wire(self) -> None:
        self.empty.action_requested.connect(self.ask_file)
        self._open.clicked.connect(self.ask_file)
        self.send_button.clicked.connect(self.send)
        self.face.chosen.connect(lambda _face: self.fill())
        self.tools.narrowed.connect(self.fill)
        self.tools.save_requested.connect(self._save_table)
        self._bulk.triggered.connect(lambda deed: self.answer_all(deed.data()))
        self.questions.selectionModel().currentRowChanged.connect(
            lambda _now, _before: self._fill_detail()
        )
        self.detail.answered.connect(self.answer)
        self.detail.quantity_chosen.connect(self._choose_quantity)
        self.causes.selectionModel().currentRowChanged.connect(
            lambda _now, _before: self._tell_cause()
        )
        for table in (self.coming, self.causes):
            table.opened.connect(self.ground.open_record)
        self.detail.opened.connect(self.ground.open_record)
        self.merge_button.clicked.connect(self.merge)
        self.why.returnPressed.connect(self.merge_button.click)
        self.leave_button.clicked.connect(self.leave)


def _evaluated(workspace: "Workspace", path: Path) -> MergePreview:
    """Weigh a file and evaluate what it leads to as proposed, which is what is shown first."""
    preview = workspace.preview_merge(path)
    preview.effect()
    return preview
