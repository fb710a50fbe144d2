# SPDX-License-Identifier: EUPL-1.2
"""Which language, state and city is covered by whom: models, ALT-EDIC, CitiVERSE."""

from collections.abc import Mapping
from typing import ClassVar

from planner.domain.commands import AddRecord, EditField
from planner.domain.ids import new_id
from planner.domain.records.cooperation import InitiativeMember, Part
from planner.domain.records.uptake import TrainedModel
from planner.engine.languages import consortia
from planner.text import N_, _
from ui.pages.grid_page import GridPage
from ui.pages.ground import Ground
from ui.presenting.coverage_values import (
    FACES,
    GROUPS,
    addable_states,
    coverage_values,
    languages_toggled,
    member_of,
)
from ui.widgets.grid_values import GridRow, GridValues

_SOURCE = "coverage"
_OFF = "off"


class CoveragePage(GridPage):
    """Languages against models, states against consortia, members with their cities."""

    TITLE: ClassVar[str] = N_("Languages and cities")
    ICON: ClassVar[str] = "languages"
    FACES: ClassVar[Mapping[str, str]] = FACES
    GROUPS: ClassVar[Mapping[str, str]] = GROUPS
    ADDITIONS: ClassVar[Mapping[str, str]] = {
        "trained_model": N_("Add a model"),
        "initiative_member": N_("Add a member of a consortium…"),
    }
    REMOVABLE: ClassVar[tuple[str, ...]] = ("initiative_member",)
    concerned: ClassVar[tuple[str, ...]] = (
        "state",
        "trained_model",
        "initiative",
        "initiative_member",
        "evidence",
    )

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.retranslate()

    def values(self) -> GridValues:
        """Return the face in front."""
        return coverage_values(self.ground.plan, face=self.face, grouping=self.grouping)

    def act_on(self, row: GridRow, column: str) -> None:
        """Give a model a language, or say what a state is in a consortium."""
        if self.face == "languages":
            model = self.ground.plan.get(TrainedModel, column)
            value = languages_toggled(model, row.key)
            self.ground.edits.edit("trained_model", column, "languages", value, source=_SOURCE)
            return
        parts = [(part.value, _(part.label)) for part in Part]
        options = [*parts, (_OFF, _("not on the list"))]
        self.offer(options, lambda part: self._take_part(column, row.key, part))

    def add(self, addition: str) -> None:
        """Add a model, or ask which consortium a state joins and which state that is."""
        if addition == "trained_model":
            self.add_record("trained_model", name=_("New model"))
            return
        options = [(row.id, row.name) for row in consortia(self.ground.plan)]
        self.offer(options, self._ask_state)

    def _ask_state(self, initiative: str) -> None:
        states = addable_states(self.ground.plan, initiative)
        self.offer(states, lambda state: self._take_part(initiative, state, Part.MEMBER.value))

    def _take_part(self, initiative: str, state: str, part: str) -> None:
        row = member_of(self.ground.plan, initiative, state)
        kind = InitiativeMember.KIND.name
        if part == _OFF:
            if row is not None:
                self.ground.edits.remove(kind, row.id, source=_SOURCE)
            return
        command: AddRecord | EditField
        if row is None:
            values = {"id": new_id(), "initiative": initiative, "state": state, "part": part}
            command = AddRecord(kind=kind, values=values)
        else:
            command = EditField(kind=kind, key=row.id, field="part", value=part)
        self.ground.edits.execute(command, source=_SOURCE)
