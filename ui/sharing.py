# SPDX-License-Identifier: EUPL-1.2
"""From the access view to edits: the Union's share of a machine's time, and new allocations."""

from collections.abc import Callable

from planner.domain.commands import AddRecord, Batch, EditField, RemoveRecord
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.records.access import AccessMode, Allocation, Pool, TimeShare
from planner.domain.records.infrastructure import UnitKind
from planner.engine.allocations import unit_of
from planner.engine.rules.attached import attached
from planner.text import _
from ui.edits import Edits
from ui.focus import Focus
from ui.presenting.access_values import machine_of, of_total_words, request_words

_SOURCE = "access"
_MONTHS = 12


class Sharing:
    """What the access view asks for, and the answers to what it asks. Each wish is one command."""

    def __init__(
        self, edits: Edits, focus: Focus, *, open_record: Callable[[str, str], None]
    ) -> None:
        """`open_record` shows the form of a record, also where there is no room for it beside."""
        self._edits = edits
        self._focus = focus
        self._open_record = open_record

    def enter_union(self, kind: str, key: str, share: float) -> None:
        """Record the share of a machine's time that the Union is given."""
        row = self._union_row(kind, key)
        if row is not None:
            self._edits.edit("time_share", row.id, "access_share", share, source=_SOURCE)
            return
        values = {"id": new_id(), kind: key, "access_share": share}
        self._edits.execute(AddRecord(kind="time_share", values=values), source=_SOURCE)

    def free_union(self, kind: str, key: str) -> None:
        """Let the Union's share of time follow its money again."""
        row = self._union_row(kind, key)
        if row is None:
            return
        if row.cost_share is None:
            command = RemoveRecord(kind="time_share", key=row.id)
            self._edits.execute(command, source=_SOURCE)
        else:
            clear = EditField(kind="time_share", key=row.id, field="access_share", value=None)
            self._edits.execute(clear, source=_SOURCE)

    def enter_state(self, kind: str, key: str, state: str, cost: float, time: float) -> None:
        """Record what a state pays and is given of a machine; nothing of either takes it away."""
        rows = attached(self._plan, TimeShare, kind).get(key, ())
        row = next((one for one in rows if one.state == state), None)
        if row is None:
            shares = {"cost_share": cost, "access_share": time}
            values = {"id": new_id(), kind: key, "state": state, **shares}
            self._edits.execute(AddRecord(kind="time_share", values=values), source=_SOURCE)
        elif not cost and not time:
            self._edits.execute(RemoveRecord(kind="time_share", key=row.id), source=_SOURCE)
        else:
            self._edits.execute(_both(row.id, state, cost, time), source=_SOURCE)

    def add_allocation(self, kind: str, key: str) -> None:
        """Add an allocation on a machine from the month on screen, and open its form."""
        machine = self._plan.record(kind, key)
        package = unit_of(self._plan, machine)  # type: ignore[arg-type]  # the view shows machines only
        unit = None if package in (None, UnitKind.MODULE) else str(package)
        allocation = new_id()
        values = {
            "id": allocation,
            "name": _("New allocation"),
            kind: key,
            "mode": str(AccessMode.LARGE_SCALE),
            "pool": str(Pool.INDUSTRY),
            "unit": unit,
            "first_month": self._focus.month,
            "months": _MONTHS,
        }
        if self._edits.execute(AddRecord(kind=Allocation.KIND.name, values=values), source=_SOURCE):
            self._open_record(Allocation.KIND.name, allocation)

    def of_total(self, share: float) -> str:
        """Say what part of the national share a part of all time is."""
        session = self._edits.session
        machine = machine_of(session.plan, self._focus.selection)
        return of_total_words(session.plan, session.outcome, machine, share)

    def request(self, hours: float, unit: str) -> str:
        """Say what part of the Union's time in the year on screen a request takes."""
        session, month = self._edits.session, self._focus.month
        machine = machine_of(session.plan, self._focus.selection)
        return request_words(session.plan, session.outcome, machine, hours, unit, month=month)

    @property
    def _plan(self) -> Plan:
        return self._edits.session.plan

    def _union_row(self, kind: str, key: str) -> TimeShare | None:
        rows = attached(self._plan, TimeShare, kind).get(key, ())
        return next((row for row in rows if row.state is None), None)


def _both(share: str, state: str, cost: float, time: float) -> Batch:
    edits = (("cost_share", cost), ("access_share", time))
    return Batch(
        commands=tuple(
            EditField(kind="time_share", key=share, field=field, value=value)
            for field, value in edits
        ),
        code="set_shares",
        facts={"state": state},
    )
