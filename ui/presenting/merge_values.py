# SPDX-License-Identifier: EUPL-1.2
"""A merge in words: what comes, what to choose about, what follows from each choice."""

from collections.abc import Iterator, Mapping, Sequence

from planner.domain.changes import Change
from planner.domain.clashes import Clash, Situation, Take
from planner.domain.history import Step
from planner.domain.merge import Choices, Merge
from planner.domain.plan import Plan
from planner.domain.schema import Scalar
from planner.engine.causes import Cause
from planner.engine.search import holding
from planner.merge_sentences import clash_sentence, take_words, voice_words
from planner.merging import Effect, Look, MergePreview
from planner.sentences import record_word, sentence, value_words
from planner.text import _, moment_label, ngettext, number
from ui.presenting.figure_values import Named, finding_line, headline_moves, placed_name
from ui.widgets.choice_cards import ChoiceCard
from ui.widgets.text_table import TextRow, TextRows

QUESTION = "question"
_MOST_ROWS = 2_000
_MOST_MOVES = 3


def take_of(clash: Clash, choices: Choices) -> Take:
    """Return what holds for a clash: what was chosen, else its default."""
    return choices.get(clash.id, clash.default)


def merge_summary(preview: MergePreview, choices: Choices) -> str:
    """Say how much comes, how much is to be chosen, and what is left alone."""
    if preview.is_empty:
        return _("Everything {other} knows is in this plan already.").format(
            other=preview.other.name
        )
    told = [_steps_words(preview), _questions_words(preview, choices)]
    told += [_branch_words(preview, part) for part in preview.branches]
    told += [sentence(one.error.code, one.error.facts) for one in preview.held]
    return " ".join(told)


def question_rows(preview: MergePreview, choices: Choices) -> TextRows:
    """Return one row for each thing to choose about, with what holds for it."""
    heads = (_("Record"), _("Field"), _("Decision"), _("Before"), _("Mine"), _("Theirs"))
    rows = (_question_row(preview, clash, choices) for clash in preview.clashes)
    return TextRows(heads=heads, rows=tuple(rows))


def question_words(preview: MergePreview, clash: Clash) -> str:
    """Ask one question in a sentence."""
    return clash_sentence(clash, preview.part(clash.scenario))


def choice_effects(preview: MergePreview, clash: Clash, choices: Choices) -> Mapping[Take, Effect]:
    """Return what each answer to a question leads to, all other answers as they are."""
    return {
        take: preview.effect({**choices, clash.id: take}, scenario=clash.scenario)
        for take in clash.choices
    }


def choice_cards(
    preview: MergePreview, clash: Clash, effects: Mapping[Take, Effect], month: int
) -> tuple[ChoiceCard, ...]:
    """Return what was before, and each answer with who wants it and what comes of it."""
    part = preview.part(clash.scenario)
    cards = [
        ChoiceCard(
            str(take),
            _card_title(clash, take),
            _side_value(part, clash, take),
            _who(clash, take),
            _effect_words(effect, month),
        )
        for take, effect in effects.items()
    ]
    if clash.situation is Situation.ADDED_TWICE:
        return tuple(cards)
    before = ChoiceCard("", _("Before"), _said(part, clash, clash.base, part.mine.plan))
    return (before, *cards)


def named_effects(clash: Clash, effects: Mapping[Take, Effect]) -> tuple[Named, list[Named]]:
    """Return the plan as it is now and what each answer leads to, with their names."""
    first = next(iter(effects.values()))
    others = [(_card_title(clash, take), effect.outcome) for take, effect in effects.items()]
    return (_("Now"), first.before), others


def effect_findings(clash: Clash, effects: Mapping[Take, Effect]) -> TextRows:
    """Return what each answer adds to the findings of the plan, and what it settles."""
    rows = [
        TextRow(
            (_card_title(clash, take), word, finding_line(finding, effect.settled.plan)),
            finding.kind,
            finding.key,
        )
        for take, effect in effects.items()
        for word, found in ((_("new"), effect.gained), (_("settled"), effect.lost))
        for finding in found
    ]
    return TextRows(heads=(_("If"), _("Then"), _("Finding")), rows=tuple(rows[:_MOST_ROWS]))


def coming_rows(preview: MergePreview, choices: Choices, words: str = "") -> TextRows:
    """Return every field the merge changes, with who changed it over there and when."""
    rows: list[TextRow] = []
    holds = holding(words)
    for part in (preview.root, *preview.branches):
        settled = part.settled(choices)
        writers = _writers(part)
        for change in settled.changes:
            found = _change_rows(change, part, settled.plan, writers)
            rows.extend(row for row in found if holds(" ".join(row.cells)))
            if len(rows) >= _MOST_ROWS:
                break
    heads = (_("Record"), _("Field"), _("Now"), _("After"), _("By"), _("Why"))
    return TextRows(heads=heads, rows=tuple(rows[:_MOST_ROWS]))


def cause_rows(preview: MergePreview, look: Look) -> TextRows:
    """Return each finding the merge brings about, with the edits responsible."""
    heads = (_("New finding"), _("Because of"), _("Edited by"))
    rows = (_cause_row(preview, look, cause) for cause in look.causes)
    return TextRows(heads=heads, rows=tuple(rows))


def done_words(look: Look, other: str, *, at_root: bool) -> str:
    """Say what a merge that was carried out has changed, and how it is taken back."""
    changed, fresh = len(look.settled.changes), len(look.causes)
    merged = ngettext(
        "{other} is merged: {count} record changed.",
        "{other} is merged: {count} records changed.",
        changed,
    ).format(other=other, count=number(changed))
    undo = _("Undo takes it back in one step.")
    if not at_root:
        undo = _("In the plan itself, undo takes it back in one step.")
    return f"{merged} {new_finding_words(fresh)} {undo}"


def new_finding_words(count: int) -> str:
    """Say how many findings are new."""
    if not count:
        return _("No rule finds anything new.")
    said = ngettext("{count} finding is new.", "{count} findings are new.", count)
    return said.format(count=number(count))


def _steps_words(preview: MergePreview) -> str:
    return ngettext(
        "{other} has {count} step this plan does not have.",
        "{other} has {count} steps this plan does not have.",
        preview.news,
    ).format(other=preview.other.name, count=number(preview.news))


def _questions_words(preview: MergePreview, choices: Choices) -> str:
    count = len(preview.clashes)
    if not count:
        return _("Nothing contradicts: it can be merged as it is.")
    answered = sum(clash.id in choices for clash in preview.clashes)
    asked = ngettext("{count} question to settle", "{count} questions to settle", count)
    return _("{questions}, {answered} answered; the others take what is proposed.").format(
        questions=asked.format(count=number(count)), answered=number(answered)
    )


def _branch_words(preview: MergePreview, part: Merge) -> str:
    name = record_word(preview.session.plan, "scenario", part.mine.scenario)
    return _("Scenario {name} is merged with it.").format(name=name)


def _question_row(preview: MergePreview, clash: Clash, choices: Choices) -> TextRow:
    part = preview.part(clash.scenario)
    mine, theirs = part.mine.plan, part.theirs.plan
    take = take_of(clash, choices)
    decision = _card_title(clash, take)
    if clash.id not in choices:
        decision = _("proposed: {choice}").format(choice=decision)
    cells = (
        _record_words(preview, part, clash),
        _field_words(part, clash),
        decision,
        _said(part, clash, clash.base, mine),
        _said(part, clash, clash.mine.value, mine),
        _said(part, clash, clash.theirs.value, theirs),
    )
    return TextRow(cells, QUESTION, clash.id, detail=question_words(preview, clash))


def _record_words(preview: MergePreview, part: Merge, clash: Clash) -> str:
    holder = part.mine.plan
    if clash.key not in holder.table(clash.table):
        holder = part.theirs.plan
    name = placed_name(holder, clash.table, clash.key)
    if not clash.scenario:
        return name
    return f"{record_word(preview.session.plan, 'scenario', clash.scenario)} · {name}"


def _field_words(part: Merge, clash: Clash) -> str:
    if clash.situation is Situation.BOTH_CHANGED:
        return _(part.mine.plan.schema.kind(clash.table).field(clash.field).label)
    return _("whole record")


def _said(part: Merge, clash: Clash, value: Scalar, plan: Plan) -> str:
    """Say a value, or whether the record is there if it is about the whole of it."""
    if clash.situation is Situation.BOTH_CHANGED:
        return value_words(plan, part.mine.plan.schema.kind(clash.table).field(clash.field), value)
    return _("there") if value else _("not there")


def _card_title(clash: Clash, take: Take) -> str:
    if clash.situation is Situation.BOTH_CHANGED:
        return _("Mine") if take is Take.MINE else _("Theirs")
    said = take_words(clash, take)
    return said[:1].upper() + said[1:]


def _side_value(part: Merge, clash: Clash, take: Take) -> str:
    if clash.situation is Situation.BOTH_CHANGED:
        side = part.mine if take is Take.MINE else part.theirs
        voice = clash.mine if take is Take.MINE else clash.theirs
        return _said(part, clash, voice.value, side.plan)
    return ""


def _who(clash: Clash, take: Take) -> str:
    """Say who wants this answer; for whole records an answer is who is on its side."""
    voices = {Take.MINE: clash.mine, Take.THEIRS: clash.theirs}
    return voice_words(voices[take]) if take in voices else ""


def _effect_words(effect: Effect, month: int) -> str:
    moves = headline_moves(effect.before, effect.outcome, month, most=_MOST_MOVES)
    told = [moves or _("No figure moves.")]
    for count, said in (
        (len(effect.gained), new_finding_words(len(effect.gained))),
        (len(effect.lost), _settled_words(len(effect.lost))),
    ):
        if count:
            told.append(said)
    return "\n".join(told)


def _settled_words(count: int) -> str:
    said = ngettext("{count} finding is settled.", "{count} findings are settled.", count)
    return said.format(count=number(count))


def _writers(part: Merge) -> Mapping[tuple[str, str, str], Step]:
    """Return who of the other copy wrote each cell last."""
    cells = part.brought.cells
    return {
        (cell.table, cell.key, cell.field): step
        for step in part.brought.steps
        for cell in cells.get(step.id, ())
    }


def _change_rows(
    change: Change, part: Merge, after: Plan, writers: Mapping[tuple[str, str, str], Step]
) -> Iterator[TextRow]:
    now = part.mine.plan
    record = change.after or change.before
    assert record is not None  # noqa: S101 - a change has at least one side
    holder = after if change.after else now
    about = (f"{_(record.KIND.label)} · {placed_name(holder, change.table, change.key)}",)
    if change.before is None or change.after is None:
        there, gone = _("there"), _("not there")
        sides = (gone, there) if change.before is None else (there, gone)
        by = _by(writers.get((change.table, change.key, "id")))
        yield TextRow((*about, _("whole record"), *sides, *by), change.table, change.key)
        return
    for cell in change.cells():
        field = change.kind.field(cell.field)
        sides = (value_words(now, field, cell.old), value_words(after, field, cell.new))
        by = _by(writers.get((change.table, change.key, cell.field)))
        yield TextRow((*about, _(field.label), *sides, *by), change.table, change.key)


def _by(step: Step | None) -> tuple[str, str]:
    if step is None:
        return "", ""
    told = _("{author}, {when}").format(author=step.author, when=moment_label(step.at))
    return told, step.reason


def _cause_row(preview: MergePreview, look: Look, cause: Cause) -> TextRow:
    finding = cause.finding
    names = dict.fromkeys(placed_name(look.plan, *key) for key in cause.records)
    behind = _responsible(preview.steps_behind(cause))
    cells = (
        finding_line(finding, look.plan),
        ", ".join(names) or _("all of it together"),
        ", ".join(behind) or _("what both did, together"),
    )
    told = _("{finding} It is new because of {records}; edited by {people}.")
    detail = told.format(finding=cells[0], records=cells[1], people=cells[2])
    return TextRow(cells, finding.kind, finding.key, detail=detail)


def _responsible(steps: Sequence[Step]) -> tuple[str, ...]:
    said = _("{author}, {when}")
    return tuple(
        dict.fromkeys(said.format(author=s.author, when=moment_label(s.at)) for s in steps)
    )
