# SPDX-License-Identifier: EUPL-1.2
"""Sites, data centres, data spaces and deliveries, as far as they are published.

No grid connection and no cap on the supply of chips was found in public: both stay unknown. That
machines of one host in one town share a connection is an assumption, and cited as one.
"""

from planner.domain.records.chips import Delivery
from planner.domain.records.infrastructure import System
from planner.domain.records.sites import DataCentre, DataSpace, Site
from planner.reference.assembly import Assembly, Citation
from planner.reference.tables import rows

_SITE = Site.KIND.name
_CENTRE = DataCentre.KIND.name
_SPACE = DataSpace.KIND.name
_DELIVERY = Delivery.KIND.name
_SYSTEM = System.KIND.name
_HERE = ("latitude", "longitude")


def add_sites(assembly: Assembly) -> None:
    """Put the sites; one is where the first of its systems is."""
    for row in rows("sites"):
        assembly.put_row(_SITE, row, ("name", "state", "operator"))
        assembly.put(_SITE, row["id"], "systems", row["systems"], assembly.assumption)
        first = row["systems"].split(";")[0]
        _put_point(assembly, _SITE, row["id"], first, assembly.general_knowledge)
        assembly.annotate(_SITE, row["id"], row["note"])


def add_data_spaces(assembly: Assembly) -> None:
    """Put the data spaces whose names were read."""
    for row in rows("data_spaces"):
        assembly.put_row(_SPACE, row, ("name", "sector"), assembly.cite_row(row))
        assembly.annotate(_SPACE, row["id"], row["note"])


def add_data_centres(assembly: Assembly) -> None:
    """Put the data centres; one that stands beside its system is where the system is."""
    for row in rows("data_centres"):
        key, cited = row["id"], assembly.cite_row(row)
        assembly.put_row(_CENTRE, row, ("name", "state", "site"))
        assembly.put_row(_CENTRE, row, ("factory", "system", "operator"), cited)
        since = cited.assumed() if row["established_assumed"] == "yes" else cited
        assembly.put(_CENTRE, key, "established", row["established"], since)
        _put_point(assembly, _CENTRE, key, row["system"], assembly.assumption)
        assembly.annotate(_CENTRE, key, row["note"])


def add_deliveries(assembly: Assembly) -> None:
    """Put the deliveries of contracts that are signed and not yet in operation."""
    for row in rows("deliveries"):
        key, cited = row["id"], assembly.cite_row(row)
        assembly.annotate(_DELIVERY, key, row["note"])
        assembly.put_row(_DELIVERY, row, ("system",))
        assembly.put_row(_DELIVERY, row, ("quantity", "ordered"), cited)
        model = cited.assumed() if row["accelerator_assumed"] == "yes" else cited
        assembly.put_row(_DELIVERY, row, ("accelerator",), model)
        window = cited.assumed() if row["window_assumed"] == "yes" else cited
        assembly.put_row(_DELIVERY, row, ("first_month", "last_month"), window)


def _put_point(assembly: Assembly, kind: str, key: str, system: str, cited: Citation) -> None:
    for field in _HERE:
        value = assembly.value(_SYSTEM, system, field)
        assembly.put(kind, key, field, value, cited)
