# SPDX-License-Identifier: EUPL-1.2
"""MOD-09, MOD-11 and ETH: who asks for time, and with which proof."""

from collections.abc import Iterator, Mapping, Sequence

from planner.domain.records.access import Allocation, Applicant
from planner.domain.records.desk import DeskCase, PactPillar, Proof, ProofKind
from planner.domain.records.organisations import Organisation
from planner.engine.outcome import Finding
from planner.engine.rules.attached import attached
from planner.engine.rules.case import Network, NetworkRule
from planner.engine.workdays import months_after, reference_day

_SMALL = frozenset({Applicant.SME, Applicant.STARTUP})
_CORE = ("governance", "mapping", "literacy")


def mod_09(network: Network) -> Iterator[Finding]:
    """Give time to legal entities in a member or associated state only.

    A state of the plan is one of these; an organisation elsewhere names its country instead.
    """
    for row in _asking(network):
        if row.organisation is None:
            yield network.unknown("MOD-09", row, "organisation")
            continue
        asker = network.plan.get(Organisation, row.organisation)
        if asker.state is None and asker.country:
            yield network.found("MOD-09", row, asker=asker.name, country=asker.country)
        elif asker.state is None or not asker.legal_entity:
            missing = "legal_entity" if asker.state else "state"
            yield network.unknown("MOD-09", asker, missing)


def mod_11(network: Network) -> Iterator[Finding]:
    """Have the claim to be small or medium-sized borne out by staff and by turnover or balance.

    Recommendation 2003/361/EC: fewer than 250 persons, and a turnover of up to 50 MEUR or a
    balance sheet of up to 43 MEUR.
    """
    limits = {name: network.limit("MOD-11", name) for name in ("staff", "turnover", "balance")}
    for _key, row in sorted(network.plan.of(Organisation).items()):
        missing = _not_small(row, limits) if row.type in _SMALL else ()
        if missing:
            yield network.found("MOD-11", row, missing=";".join(missing))


def _not_small(row: Organisation, limits: Mapping[str, float]) -> Sequence[str]:
    """Return which figures do not show that an organisation is small."""
    found = [] if row.staff is not None and row.staff < limits["staff"] else ["staff"]
    by_turnover = row.turnover_meur is not None and row.turnover_meur <= limits["turnover"]
    by_balance = row.balance_meur is not None and row.balance_meur <= limits["balance"]
    return found if by_turnover or by_balance else [*found, "turnover_meur", "balance_meur"]


def eth_01(network: Network) -> Iterator[Finding]:
    """Award no hours without valid proof that the work is ethical and responsible.

    A proof is on file for the allocation or for all that its organisation does; one that has
    expired is none. Without any, a reference in the allocation itself is taken for one.
    """
    today = reference_day(network.parameters)
    of_row = attached(network.plan, Proof, "allocation")
    of_asker = attached(network.plan, Proof, "organisation")
    for row in _allocations(network):
        if not row.hours_awarded:
            continue
        whole = [p for p in of_asker.get(row.organisation or "", ()) if p.allocation is None]
        proofs = [*of_row.get(row.id, ()), *whole]
        valid = any(p.expires is None or p.expires >= today for p in proofs)
        if not (valid or (row.ethics_proof and not proofs)):
            yield network.found("ETH-01", row, hours=row.hours_awarded)


def eth_02(network: Network) -> Iterator[Finding]:
    """Have a pledge to the AI Pact tick its three core commitments."""
    for row in _proofs(network):
        if row.kind is not ProofKind.AI_PACT:
            continue
        missing = [name for name in _CORE if not getattr(row, name)]
        if row.pillar is None:
            yield network.unknown("ETH-02", row, "pillar")
        elif row.pillar is PactPillar.PLEDGE and missing:
            yield network.found(
                "ETH-02", row, missing=";".join(missing), count=len(_CORE) - len(missing)
            )


def eth_03(network: Network) -> Iterator[Finding]:
    """Ask for the report on a pledge twelve months after joining the AI Pact."""
    today, months = reference_day(network.parameters), int(network.limit("ETH-03", "months"))
    for row in _proofs(network):
        if row.pillar is not PactPillar.PLEDGE or row.report_received is not None:
            continue
        if row.joined is None:
            yield network.unknown("ETH-03", row, "joined")
        elif (due := months_after(row.joined, months)) < today:
            yield network.found("ETH-03", row, due_day=due, joined_day=row.joined)


def eth_04(network: Network) -> Iterator[Finding]:
    """Say where a proof is none of the accepted kinds, of which the AI Pact is one."""
    for row in _proofs(network):
        if row.kind is None:
            yield network.unknown("ETH-04", row, "kind")
        elif row.kind is ProofKind.OTHER:
            yield network.found("ETH-04", row)


def eth_05(network: Network) -> Iterator[Finding]:
    """Record the class of a project under the AI Act."""
    for row in _allocations(network):
        if row.risk_class is None:
            yield network.found("ETH-05", row)


def _asking(network: Network) -> Iterator[Allocation | DeskCase]:
    yield from _allocations(network)
    yield from (row for _key, row in sorted(network.plan.of(DeskCase).items()))


def _allocations(network: Network) -> Iterator[Allocation]:
    return (row for _key, row in sorted(network.plan.of(Allocation).items()))


def _proofs(network: Network) -> Iterator[Proof]:
    return (row for _key, row in sorted(network.plan.of(Proof).items()))


NETWORK_RULES = (
    NetworkRule("MOD-09", mod_09, ("allocation", "desk_case", "organisation")),
    NetworkRule("MOD-11", mod_11, ("organisation",)),
    NetworkRule("ETH-01", eth_01, ("allocation", "proof")),
    NetworkRule("ETH-02", eth_02, ("proof",)),
    NetworkRule("ETH-03", eth_03, ("proof",)),
    NetworkRule("ETH-04", eth_04, ("proof",)),
    NetworkRule("ETH-05", eth_05, ("allocation",)),
)
