# SPDX-License-Identifier: EUPL-1.2
"""Envelopes set by law or decision, and the public money already promised, counted once.

A commitment is the contract of a system or the rest of its factory's money, never both; all
antennas are one row. Systems of the programmes before 2021 name no envelope. How a sum is split
stays unknown where it was not published.
"""

from planner.domain.records.funding import Commitment, Envelope
from planner.reference.assembly import Assembly
from planner.reference.tables import by_id, rows

_ENVELOPE = Envelope.KIND.name
_COMMITMENT = Commitment.KIND.name
_COMMITMENT_TEXTS = ("name", "state", "system", "factory", "envelope", "notes")
_COMMITMENT_FIGURES = ("signed", "last_payment", "union_meur", "states_meur", "other_meur")


def add_envelopes(assembly: Assembly) -> None:
    """Put the envelopes; a year stands for its first or its last month."""
    types = by_id("envelope_types")
    for row in rows("budgets"):
        key, cited = row["id"], assembly.cite_row(row)
        assembly.put_row(_ENVELOPE, row, ("name", "managed_by"))
        assembly.put(_ENVELOPE, key, "type", types[key]["type"], cited)
        programme = types[key]["programme"] or row["programme"]
        assembly.put(_ENVELOPE, key, "programme", programme)
        assembly.put(_ENVELOPE, key, "amount_meur", row["amount_meur"], cited)
        assembly.put(_ENVELOPE, key, "first_month", f"{row['period_from']}-01", cited)
        assembly.put(_ENVELOPE, key, "last_month", f"{row['period_to']}-12", cited)
        assembly.put(_ENVELOPE, key, "notes", row["note"])


def add_commitments(assembly: Assembly) -> None:
    """Put the commitments; figures we derived from a published sum are cited as assumptions."""
    for row in rows("commitments"):
        cited = assembly.cite_row(row, reference="source_ref")
        assumed = row["assumed"].split(";")
        assembly.put_row(_COMMITMENT, row, _COMMITMENT_TEXTS)
        for field in _COMMITMENT_FIGURES:
            source = cited.assumed() if field in assumed else cited
            assembly.put(_COMMITMENT, row["id"], field, row[field], source)
