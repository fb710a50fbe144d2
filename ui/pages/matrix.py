# SPDX-License-Identifier: EUPL-1.2
"""Data spaces × data centres × AI factories: who can work with whose data, and who with none."""

from collections.abc import Mapping
from typing import ClassVar

from planner.domain.records.infrastructure import Factory, FactoryKind
from planner.domain.records.sites import DataCentre
from planner.text import N_, _
from ui.pages.grid_page import GridPage
from ui.pages.ground import Ground
from ui.presenting.matrix_values import (
    FACES,
    GROUPS,
    factory_centres,
    matrix_values,
    spaces_toggled,
)
from ui.widgets.grid_values import GridRow, GridValues

_SOURCE = "matrix"


class MatrixPage(GridPage):
    """Factories and data centres against data spaces; Enter connects them."""

    TITLE: ClassVar[str] = N_("Data spaces")
    ICON: ClassVar[str] = "server"
    FACES: ClassVar[Mapping[str, str]] = FACES
    GROUPS: ClassVar[Mapping[str, str]] = GROUPS
    ADDITIONS: ClassVar[Mapping[str, str]] = {
        "data_space": N_("Add a data space"),
        "data_centre": N_("Add a data centre…"),
    }
    REMOVABLE: ClassVar[tuple[str, ...]] = ("data_space", "data_centre")
    concerned: ClassVar[tuple[str, ...]] = (
        "data_space",
        "data_centre",
        "factory",
        "system",
        "measure",
        "evidence",
    )

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.retranslate()

    def values(self) -> GridValues:
        """Return data spaces against the ends of the face in front."""
        return matrix_values(self.ground.plan, face=self.face, grouping=self.grouping)

    def act_on(self, row: GridRow, column: str) -> None:
        """Connect a data space to a data centre, or part them."""
        if self.face == "centres":
            self._toggle(row.key, column)
            return
        halls = factory_centres(self.ground.plan, row.key)
        if not halls:
            self.ground.say(_("This factory has no data centre on record. Add one first."))
        elif len(halls) == 1:
            self._toggle(halls[0].id, column)
        else:
            options = [(hall.id, hall.name) for hall in halls]
            self.offer(options, lambda hall: self._toggle(hall, column))

    def add(self, addition: str) -> None:
        """Add a data space, or a data centre beside a factory that is asked for."""
        if addition == "data_space":
            self.add_record("data_space", name=_("New data space"))
            return
        rows = sorted(self.ground.plan.of(Factory).values(), key=lambda row: row.name)
        found = [(row.id, row.name) for row in rows if row.kind is FactoryKind.FACTORY]
        self.offer(found, self._add_centre)

    def _add_centre(self, factory: str) -> None:
        row = self.ground.plan.get(Factory, factory)
        name = _("Data centre of {factory}").format(factory=row.name)
        self.add_record("data_centre", name=name, state=row.state, factory=row.id)

    def _toggle(self, centre: str, space: str) -> None:
        hall = self.ground.plan.get(DataCentre, centre)
        value = spaces_toggled(hall, space)
        self.ground.edits.edit("data_centre", centre, "data_spaces", value, source=_SOURCE)
