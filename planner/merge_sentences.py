# SPDX-License-Identifier: EUPL-1.2
"""What two copies disagree about, in words, for the window and the command line alike."""

from collections.abc import Mapping

from planner.domain.clashes import Clash, Situation, Take, Voice
from planner.domain.merge import Merge
from planner.domain.plan import Plan
from planner.sentences import kind_word, record_word, value_words
from planner.text import N_, _, moment_label

_QUESTIONS: Mapping[Situation, str] = {
    Situation.BOTH_CHANGED: N_("{record}: “{field}” was {base}. Mine is {mine}, theirs {theirs}."),
    Situation.EDITED_DELETED: N_(
        "{kind} “{record}” was edited by {keeper} and removed by {other}."
    ),
    Situation.DELETED_REFERENCED: N_(
        "{kind} “{record}” was removed by {other}, but {keeper} uses it."
    ),
    Situation.ADDED_TWICE: N_("{kind} “{record}” was added by {mine} and by {theirs}."),
}
_OUTCOMES: Mapping[Take, str] = {
    Take.MINE: N_("keep mine"),
    Take.THEIRS: N_("take theirs"),
    Take.BOTH: N_("keep both"),
    Take.JOIN: N_("make them one: mine, with what only theirs knows"),
}
_KEEP, _REMOVE = N_("keep it"), N_("remove it")


def clash_sentence(clash: Clash, merge: Merge) -> str:
    """Say what the two copies disagree about, with who and, where it helps, what was there."""
    mine, theirs = merge.mine, merge.theirs
    who = _names(clash, merge)
    ours = bool(clash.mine.value)
    plan = mine.plan if clash.key in mine.plan.table(clash.table) else theirs.plan
    words = {
        "kind": kind_word(clash.table),
        "record": record_word(plan, clash.table, clash.key),
        "keeper": who[0 if ours else 1],
        "other": who[1 if ours else 0],
        "mine": who[0],
        "theirs": who[1],
    }
    if clash.situation is Situation.BOTH_CHANGED:
        words |= _values(clash, mine.plan, theirs.plan)
    said = _(_QUESTIONS[clash.situation]).format(**words)
    return said[:1].upper() + said[1:]


def take_words(clash: Clash, take: Take) -> str:
    """Say what a choice does."""
    if clash.situation in (Situation.EDITED_DELETED, Situation.DELETED_REFERENCED):
        return _(_KEEP) if take is clash.default else _(_REMOVE)
    return _(_OUTCOMES[take])


def voice_words(voice: Voice) -> str:
    """Say who wanted a value and when, and why if it was said; empty if nobody is known."""
    if voice.step is None:
        return ""
    when = moment_label(voice.step.at)
    if not voice.step.reason:
        return _("{author}, {when}").format(author=voice.step.author, when=when)
    told = _("{author}, {when}: {reason}")
    return told.format(author=voice.step.author, when=when, reason=voice.step.reason)


def _names(clash: Clash, merge: Merge) -> tuple[str, str]:
    """Return who is meant by mine and theirs; one person with two copies needs other words."""
    mine = clash.mine.step.author if clash.mine.step else merge.mine.name
    theirs = clash.theirs.step.author if clash.theirs.step else merge.theirs.name
    return (_("this copy"), _("the other copy")) if mine == theirs else (mine, theirs)


def _values(clash: Clash, mine: Plan, theirs: Plan) -> dict[str, str]:
    field = mine.schema.kind(clash.table).field(clash.field)
    return {
        "field": _(field.label),
        "base": value_words(mine, field, clash.base),
        "mine": value_words(mine, field, clash.mine.value),
        "theirs": value_words(theirs, field, clash.theirs.value),
    }
