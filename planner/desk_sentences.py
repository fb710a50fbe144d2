# SPDX-License-Identifier: EUPL-1.2
"""What the contact point says: reasons of a ranking, who is left out, how its clocks stand."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from planner import text
from planner.domain.plan import Plan
from planner.domain.records.cooperation import ServiceKind, Stack
from planner.domain.records.desk import DeskCase
from planner.engine.clocks import Clock, Light, Promise
from planner.engine.contact import Aspect, Reason, no_catalogue
from planner.engine.targets import LeftOut
from planner.sentences import record_word
from planner.text import N_, _, ngettext

ASPECTS: Mapping[Aspect, str] = {
    Aspect.LINK: N_("Way"),
    Aspect.SKILLS: N_("Skills"),
    Aspect.STACK: N_("Software"),
    Aspect.SECTOR: N_("Sector"),
    Aspect.LANGUAGE: N_("Language"),
    Aspect.LOAD: N_("Load"),
    Aspect.DISTANCE: N_("Distance"),
    Aspect.DATA: N_("Data space"),
}
REASONS: Mapping[str, str] = {
    "home": N_("It is in the user's own state."),
    "home_linked": N_("It is in the user's own state and linked to {factory}."),
    "antenna": N_("{antenna} in the user's state is linked to it."),
    "consortium": N_("{state} is in its consortium."),
    "no_link": N_("It has neither an antenna nor a partner in {state}."),
    "service": N_("It offers the help that is needed: {service}."),
    "skill": N_("It knows {service_kind}."),
    "no_service": N_("Among its services on record there is no {service_kind}."),
    "no_catalogue": N_("Whether it offers {service_kind} is not recorded."),
    "stack_fits": N_("{stack} code runs on {machine} as it is."),
    "stack_portable": N_("The code is not tied to an accelerator."),
    "stack_rebuild": N_("{stack} code must be built anew for the Arm processors of {machine}."),
    "stack_porting": N_(
        "{machine} has accelerators of {vendor} and {stack} code does not run there: plan porting "
        "with {service}."
    ),
    "stack_differs": N_(
        "{machine} has accelerators of {vendor} and {stack} code does not run there: plan porting "
        "support."
    ),
    "stack_unknown": N_("The accelerators of {machine} are not known."),
    "stack_known": N_("It knows {stack}."),
    "stack_not_known": N_("It does not name {stack}."),
    "stack_untold": N_("Which software it knows is not recorded."),
    "sector": N_("It names the sector: {sector}."),
    "other_sectors": N_("It names other sectors than {sector}."),
    "sector_untold": N_("Its sectors are not recorded."),
    "language": N_("{language} is spoken there."),
    "language_of_partner": N_("{language} is spoken by its partner in {state}."),
    "working_language": N_("{language} is the working language of the network."),
    "other_language": N_("{language} is not spoken in its states."),
    "load": N_("With the request {share} of a year's pool on {machine} is taken."),
    "load_high": N_("With the request {share} of a year's pool on {machine} is taken: high load."),
    "load_constrained": N_(
        "{machine} is reported as constrained: high load; here {share} of a year's pool is taken."
    ),
    "load_unit": N_(
        "Up to {share} of a year's pool on {machine} is taken: say whether the hours count modules "
        "or their dies."
    ),
    "cases": N_("{share} of the cases it can take are open."),
    "load_untold": N_("How busy it is is not recorded."),
    "untold": N_("Not recorded: {aspects}."),
    "distance": N_("{km} km from {state}, between the capitals."),
    "distance_unknown": N_("The distance from {state} is not known."),
    "data_space": N_("Its data centre is connected to: {data_space}."),
    "no_data_space": N_("No data centre of it is connected to: {data_space}."),
}
_ASSUMED = N_("The Union's share there is assumed.")
OUT: Mapping[str, str] = {
    "no_machine": N_("No machine of it is in operation yet."),
    "not_offered": N_("{machine} is marked as not offered in the access modes of AI factories."),
    "size_unknown": N_("How many accelerators {machine} has is not known."),
    "too_small": N_("{hours} hours are more than a year's pool on {machine}: {pool}."),
}
LIGHTS: Mapping[Light, str] = {
    Light.WAITING: N_("waits for its start"),
    Light.RUNNING: N_("still running"),
    Light.AMBER: N_("amber"),
    Light.LATE: N_("late"),
    Light.DONE: N_("in time"),
}
PROMISES: Mapping[Promise, str] = {
    Promise.OWNER: N_("In charge"),
    Promise.DECISION: N_("Decision"),
    Promise.FOLLOW_UP: N_("Follow-up"),
}
_RECORDS = {
    "antenna": "factory",
    "factory": "factory",
    "service": "support_service",
    "machine": "system",
    "sector": "sector",
    "data_space": "data_space",
}


def reason_words(reason: Reason, plan: Plan) -> str:
    """Say a reason in one sentence, or two where a figure is assumed."""
    facts = dict(reason.facts)
    said = _(REASONS[reason.code]).format(**_words(facts, plan))
    return f"{said} {_(_ASSUMED)}" if facts.get("assumed") else said


def shared_words(plan: Plan, case: DeskCase) -> str:
    """Say once what would be a reason of every line; empty where each speaks for itself."""
    shared = no_catalogue(plan, case)
    if shared is None:
        return ""
    words = _("Whether any of them offers {service_kind} is not recorded: no service is on file.")
    return words.format(**_words(dict(shared.facts), plan))


def left_out_words(one: LeftOut, plan: Plan) -> str:
    """Say why a factory is no target."""
    return _(OUT[one.code]).format(**_words(dict(one.facts), plan))


def clock_words(clock: Clock) -> str:
    """Say how a clock stands: “7 of 10 working days, due 30 Oct 2026, still running”."""
    if clock.start is None or clock.due is None:
        return _("{light}: no date yet").format(light=_(LIGHTS[clock.light]))
    used = ngettext(
        "{used} of {most} working day", "{used} of {most} working days", clock.most
    ).format(used=clock.used, most=clock.most)
    return _("{used}, due {day}, {light}").format(
        used=used, day=day_words(clock.due), light=_(LIGHTS[clock.light])
    )


def day_words(iso: str | None) -> str:
    """Write a day, empty where there is none."""
    return "" if iso is None else text.day_label(date.fromisoformat(iso))


def _words(facts: Mapping[str, str | float], plan: Plan) -> dict[str, str]:
    return {name: _word(name, value, plan) for name, value in facts.items()}


def _word(name: str, value: str | float, plan: Plan) -> str:
    if name in _RECORDS:
        return _(record_word(plan, _RECORDS[name], str(value)))
    if name in _WORDS:
        return _WORDS[name](value)
    return text.number(float(value)) if isinstance(value, float) else str(value)


def _language(code: str) -> str:
    """Name a language by its code; what CLDR does not know stays as it was typed."""
    return text.language_name(code) if text.is_language(code) else code


def _state(code: object) -> str:
    return text.state_name(str(code))


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "state": _state,
    "there": _state,
    "stack": lambda code: _(Stack(code).label),
    "service_kind": lambda code: _(ServiceKind(code).label),
    "language": _language,
    "share": lambda share: text.percent(share, 1),
    "aspects": lambda names: ", ".join(_(ASPECTS[Aspect(one)]) for one in names.split(";")),
}
