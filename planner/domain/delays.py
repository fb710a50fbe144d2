# SPDX-License-Identifier: EUPL-1.2
"""The edit behind the delay sliders: how late the chips of a vendor or a generation come."""

from attrs import field, frozen

from planner.domain.changes import Draft
from planner.domain.commands import Facts
from planner.domain.errors import DomainError
from planner.domain.ids import new_id
from planner.domain.records.chips import ChipDelay
from planner.domain.schema import evolved


@frozen(kw_only=True)
class SetDelay:
    """Set the months of delay of a vendor, a generation, or the generation of one vendor.

    There is one record for each; none means no delay.
    """

    vendor: str | None = None
    generation: str | None = None
    months: int
    delay: str = field(factory=new_id)

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "set_delay", {"chips": self._name, "months": self.months}

    @property
    def _name(self) -> str:
        return " ".join(part for part in (self.vendor, self.generation) if part)

    def apply(self, draft: Draft) -> None:
        """Write, change or drop the record. Raises `DomainError("required")` without a name."""
        if not self._name:
            raise DomainError("required", field="vendor", label="Vendor", value=None)
        found = next(filter(self._is_it, draft.rows(ChipDelay)), None)
        if self.months == 0:
            if found is not None:
                draft.drop(ChipDelay.KIND.name, found.id)
            return
        record = found or ChipDelay(
            id=self.delay, name=self._name, vendor=self.vendor, generation=self.generation
        )
        draft.put(evolved(record, months=self.months))

    def _is_it(self, row: ChipDelay) -> bool:
        return (row.vendor, row.generation) == (self.vendor, self.generation)
