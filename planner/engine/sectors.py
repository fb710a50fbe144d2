# SPDX-License-Identifier: EUPL-1.2
"""Which sectors a factory works in: its own words, matched with those of the listed sectors."""

from collections.abc import Mapping, Sequence

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Factory, FactoryKind
from planner.domain.records.uptake import Sector
from planner.engine.rules.dossier import listed


def factories_by_sector(plan: Plan) -> Mapping[str, Sequence[str]]:
    """Return the AI factories that name each sector, or one of its aliases; all in order of keys.

    Words that fit no sector are left out; antennas do not count.
    """
    named = {
        key: {word.casefold() for word in listed(factory.sectors)}
        for key, factory in sorted(plan.of(Factory).items())
        if factory.kind is FactoryKind.FACTORY
    }
    return {
        key: [factory for factory, words in named.items() if not words.isdisjoint(words_for(row))]
        for key, row in sorted(plan.of(Sector).items())
    }


def words_for(sector: Sector) -> list[str]:
    """Return the words that mean a sector, folded for comparison."""
    return [word.casefold() for word in (sector.name, *listed(sector.aliases))]
