# SPDX-License-Identifier: EUPL-1.2
"""What the rulebook says of an outcome, found out when somebody asks.

No figure depends on a finding, so who wants figures alone, as a batch of scenarios or the bars of
a waterfall do, does not pay for the rules. What has moved is noted until then; only that is tried
again, and findings that stay the same keep their identity.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import attrs

from planner.engine.outcome import Finding
from planner.engine.rules.book import Checked, Verdicts, judge, judge_network, sorted_verdicts
from planner.engine.rules.case import Network
from planner.engine.rules.docket import Docket
from planner.garbage import uncollected

LOOKED_AT = ("times", "service", "costs", "funding", "capacity", "power", "access", "sites")
"""The stages whose blocks a rule of one state may look at; what moves there is tried again."""
FELT = frozenset(
    {
        "state",
        "system",
        "measure",
        "factory",
        "template",
        "accelerator",
        "parameter",
        "contribution",
        "commitment",
        "envelope",
        "time_share",
        "access_pool",
        "allocation",
        "site",
        "data_centre",
        "delivery",
        "milestone",
        "document",
        "support_service",
        "talent_programme",
        "organisation",
    }
)
"""The kinds of record a rule of one state may look at, where they are felt."""


@attrs.frozen(eq=False)
class Ruled:
    """What was found: in each state, in the network, and all of it in order."""

    states: Mapping[str, Verdicts]
    network: Verdicts
    checked: Mapping[str, Checked]
    parts: Mapping[str, Mapping[str, Any]]
    findings: tuple[Finding, ...]


class Judgement:
    """The findings of one outcome.

    `stale` are the states to try again since `known` was found, `network.moved` says what moved in
    which.
    """

    __slots__ = ("_known", "_network", "_ruled", "_stale")

    def __init__(
        self, network: Network, stale: Collection[str], known: Ruled | None = None
    ) -> None:
        self._network = network
        self._stale = stale
        self._known = known
        self._ruled: Ruled | None = None

    def after(self, network: Network, stale: Collection[str]) -> "Judgement":
        """Return the judgement once an edit has moved something.

        Where nobody has asked for this one, what moved on the way to it counts too.
        """
        known, ruled = self._known, self._ruled  # in this order: it may be read meanwhile
        if ruled is not None:
            return Judgement(network, stale, ruled)
        both = attrs.evolve(network, moved=_also(network, self._network.moved))
        return Judgement(both, {*self._stale, *stale}, known)

    def read(self) -> tuple[Finding, ...]:
        """Return all findings: by severity, then the network before states, then rule and key."""
        return self.ruled().findings

    def since(self, before: "Judgement") -> tuple[Finding, ...]:
        """Return what was not found before, in the same order."""
        old, new = before.ruled(), self.ruled()
        if new.findings is old.findings:
            return ()
        known = set(chain(_all(old.network), *map(_all, _other(old.states, new.states))))
        found = _in_order([new.network, *_other(new.states, old.states)])
        return tuple(finding for finding in found if finding not in known)

    def ruled(self) -> Ruled:
        """Return what the rules found, state by state."""
        if self._ruled is None:
            with uncollected():
                self._ruled = _ruled(self._network, self._stale, self._known)
            self._known = None
        return self._ruled


def _also(network: Network, moved: Mapping[str, Collection[str]]) -> Mapping[str, Collection[str]]:
    """Return what has moved in states that are still there, now or before."""
    here = set(network.keys)
    return {name: {*keys, *moved[name]} & here for name, keys in network.moved.items()}


def _ruled(network: Network, stale: Collection[str], known: Ruled | None) -> Ruled:
    states = _states(network, stale, {} if known is None else known.states)
    if known is not None:
        network = attrs.evolve(network, known=known.parts)
    checked = judge_network(network, {} if known is None else known.checked)
    of_all = sorted_verdicts(finding for one in checked.values() for finding in one.findings)
    findings = _in_order([of_all, *states.values()])
    same = known is not None and findings == known.findings
    return Ruled(
        states=states,
        network=of_all,
        checked=checked,
        parts={**network.known, **network.parts},
        findings=known.findings if known is not None and same else findings,
    )


def _states(
    network: Network, stale: Collection[str], known: Mapping[str, Verdicts]
) -> Mapping[str, Verdicts]:
    """Try the rules of one state where something has moved."""
    wanted = [key for key in network.keys if key in stale or key not in known]
    blocks = {name: [network.cache[name][key] for key in wanted] for name in LOOKED_AT}
    tried = judge(Docket(network.inputs, wanted, blocks)) if wanted else []
    fresh = {
        key: known[key] if known.get(key) == found else found
        for key, found in zip(wanted, tried, strict=True)
    }
    return {key: fresh[key] if key in fresh else known[key] for key in network.keys}


def _other(states: Mapping[str, Verdicts], than: Mapping[str, Verdicts]) -> Iterator[Verdicts]:
    """Yield what was found in states in which it differs."""
    return (found for key, found in states.items() if found is not than.get(key))


def _all(verdicts: Verdicts) -> Iterator[Finding]:
    return chain.from_iterable(verdicts.findings)


def _in_order(by_state: Sequence[Verdicts]) -> tuple[Finding, ...]:
    by_severity = zip(*(verdicts.findings for verdicts in by_state), strict=True)
    return tuple(chain.from_iterable(chain.from_iterable(by_severity)))
