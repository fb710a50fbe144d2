# SPDX-License-Identifier: EUPL-1.2
"""Where one can go in the window, and how it looks and speaks."""

from functools import partial
from typing import Protocol

from planner.text import N_
from ui.actions import Action
from ui.core_views import CORE_VIEWS
from ui.focus import Focus
from ui.language_actions import language_actions
from ui.look import Look
from ui.pages.registry import PAGES
from ui.panels import Panels
from ui.trail import Trail

_TEXT_STEP = 0.1


class Bench(Protocol):
    """What these actions act on."""

    focus: Focus
    panels: Panels
    trail: Trail
    look: Look

    def say(self, words: str) -> None:
        """Say what could not be done."""
        ...

    def tell(self, words: str) -> None:
        """Say what was done."""
        ...

    def open_palette(self) -> None:
        """Offer everything by name."""
        ...

    def focus_view(self) -> None:
        """Put the keyboard into the view in front."""
        ...


def _go_to(bench: Bench, view: str) -> None:
    """Show a view and put the keyboard there, even if it is the one in front."""
    bench.focus.show(view)
    bench.focus_view()


def _save_shown(bench: Bench) -> None:
    from ui.view_tables import save_shown  # noqa: PLC0415 - start-up time

    save_shown(bench)


def view_actions(bench: Bench) -> tuple[Action, ...]:
    """Return the actions in the order of menus and manual."""
    panels, focus = bench.panels, bench.focus
    looks = (
        ("theme", N_("Switch between light and dark"), "moon", "Ctrl+T", bench.look.switch_theme),
        ("language", N_("Switch language"), "languages", "Ctrl+L", bench.look.switch_language),
        (
            "larger",
            N_("Larger text"),
            "zoom-in",
            "Ctrl++; Ctrl+=",
            partial(bench.look.scale_text, _TEXT_STEP),
        ),
        (
            "smaller",
            N_("Smaller text"),
            "zoom-out",
            "Ctrl+-",
            partial(bench.look.scale_text, -_TEXT_STEP),
        ),
        (
            "supply",
            N_("Supply: chips, power, data centres"),
            "cpu",
            "Ctrl+Shift+Y",
            partial(focus.show, "supply"),
        ),
        (
            "save_table",
            N_("Save this table…"),
            "download",
            "Ctrl+Shift+T",
            partial(_save_shown, bench),
        ),
        ("play", N_("Play or pause time"), "play", "Ctrl+P", panels.scrubber.toggle_play),
        ("palette", N_("Search everything"), "search", "Ctrl+K; Ctrl+F", bench.open_palette),
    )
    return (
        *(
            Action(
                id=f"view_{name}",
                title=title,
                group="view",
                icon=icon,
                shortcut=f"Ctrl+{number}",
                run=partial(_go_to, bench, name),
            )
            for number, (name, (title, icon)) in enumerate(CORE_VIEWS.items(), start=1)
        ),
        *(
            Action(
                id=f"view_{page.name}",
                title=page.title,
                group="view",
                icon=page.icon,
                shortcut=page.shortcut,
                run=partial(_go_to, bench, page.name),
            )
            for page in PAGES
        ),
        *(
            Action(id=id_, title=title, group="view", icon=icon, shortcut=keys, run=run)
            for id_, title, icon, keys, run in looks
        ),
        *language_actions(bench.look.choose_language),
        Action(
            id="back",
            title=N_("Back"),
            group="view",
            icon="chevron-left",
            shortcut="Ctrl+,",
            run=bench.trail.back,
            enabled=bench.trail.can_go_back,
        ),
        Action(
            id="forward",
            title=N_("Forward"),
            group="view",
            icon="chevron-right",
            shortcut="Ctrl+.",
            run=bench.trail.forward,
            enabled=bench.trail.can_go_forward,
        ),
        Action(
            id="room",
            title=N_("More room for the view"),
            group="view",
            icon="panel-left",
            shortcut="F11",
            run=bench.look.switch_room,
            checked=bench.look.gives_room,
        ),
        Action(
            id="calm",
            title=N_("Less motion"),
            group="view",
            icon="leaf",
            shortcut="Shift+F11",
            run=bench.look.switch_motion,
            checked=bench.look.is_calm,
        ),
        Action(
            id="drawer",
            title=N_("Inspector and charts"),
            group="view",
            icon="panel-right",
            shortcut="Ctrl+I",
            run=panels.go_beside,
            enabled=panels.is_narrow,
            visible=panels.is_narrow,
        ),
        Action(
            id="beside",
            title=N_("To inspector and charts, and back"),
            group="view",
            icon="panel-right",
            shortcut="F6",
            run=panels.go_beside,
        ),
    )
