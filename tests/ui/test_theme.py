# SPDX-License-Identifier: EUPL-1.2
"""The palettes keep their promises: contrast, colour-vision safety, even steps, real icons."""

import ast
import math
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QFontMetrics, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from planner import paths
from ui.fonts import FAMILY, load_fonts
from ui.icons import icon, kind_icon, pixmap, tinted
from ui.theme import Theme, apply_theme, load_theme, mixed, system_theme_name

pytestmark = pytest.mark.usefixtures("qapp")

KINDS = ("system", "upgrade", "data_centre", "link", "support", "antenna", "talent")
SURFACES = ("window", "card", "card_alt", "hover", "selected", "track")
TEXT_PAIRS = [
    *((text, back) for text in ("text", "muted", "faint", "danger") for back in SURFACES),
    *((text, back) for text in ("accent", "success", "warning") for back in SURFACES[:4]),
    *((tone, f"{tone}_soft") for tone in ("accent", "success", "warning", "danger")),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("danger_text", "danger"),
    ("bubble_text", "bubble"),
    ("text", "pressed"),
    ("muted", "pressed"),
    ("text", "map_sea"),
    ("text", "map_land"),
    ("muted", "map_sea"),
]
SHAPE_PAIRS = [
    *((shape, back) for shape in ("focus", "outline") for back in ("window", "card", "card_alt")),
    ("accent", "track"),
    ("danger", "track"),
    ("focus", "selected"),
    ("unknown_hatch", "card"),
    ("unknown_hatch", "map_member"),
    ("ghost", "card"),
    ("today", "card"),
    ("map_selected", "map_land"),
    *((status, "card") for status in ("available", "coming", "planned", "tentative")),
]
# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB
VISION = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

Triple = tuple[float, float, float]


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> Theme:
    load_fonts()
    return load_theme(request.param)


def linear(colour: QColor) -> Triple:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return channel(colour.redF()), channel(colour.greenF()), channel(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """Return the WCAG 2 contrast ratio."""
    weights = (0.2126, 0.7152, 0.0722)
    light = [math.fsum(map(_product, weights, linear(colour))) for colour in (one, other)]
    return (max(light) + 0.05) / (min(light) + 0.05)


def lab(rgb: Triple) -> Triple:
    """Return CIE L*a*b* (D65) of linear RGB."""
    rows = (
        (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
    )
    x, y, z = (_lab_curve(math.fsum(map(_product, row, rgb))) for row in rows)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _product(one: float, other: float) -> float:
    return one * other


def _lab_curve(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116


def seen(colour: QColor, vision: str) -> Triple:
    rgb = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, math.fsum(map(_product, row, rgb)))) for row in VISION[vision]
    )
    return lab((red, green, blue))


def distance(one: QColor, other: QColor, vision: str) -> float:
    """Return the CIE 1976 colour difference under a colour-vision deficiency."""
    return math.dist(seen(one, vision), seen(other, vision))


@pytest.mark.parametrize(("text", "back"), TEXT_PAIRS)
def test_text_can_be_read(theme: Theme, text: str, back: str) -> None:
    assert contrast(theme.color(text), theme.color(back)) >= 4.5


@pytest.mark.parametrize(("shape", "back"), SHAPE_PAIRS)
def test_controls_and_focus_can_be_seen(theme: Theme, shape: str, back: str) -> None:
    assert contrast(theme.color(shape), theme.color(back)) >= 3.0


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_can_be_seen_and_its_tint_be_written_on(theme: Theme, kind: str) -> None:
    assert contrast(theme.kind(kind), theme.color("card")) >= 3.0
    assert contrast(theme.color("text"), theme.kind_soft(kind)) >= 4.5


@pytest.mark.parametrize("vision", VISION)
def test_kinds_stay_apart_for_every_eye(theme: Theme, vision: str) -> None:
    assert theme.kinds() == KINDS
    hues = [theme.kind(kind) for kind in KINDS]
    assert min(distance(one, other, vision) for one, other in combinations(hues, 2)) >= 16


@pytest.mark.parametrize("vision", VISION)
def test_neighbouring_series_stay_apart_for_every_eye(theme: Theme, vision: str) -> None:
    hues = [theme.series(index) for index in range(8)]
    assert min(distance(one, other, vision) for one, other in pairwise(hues)) >= 16


def test_the_ramp_has_seven_even_steps_away_from_the_background(theme: Theme) -> None:
    lightness = [lab(linear(step))[0] for step in theme.ramp()]
    steps = [after - before for before, after in pairwise(lightness)]
    assert len(lightness) == 7
    assert all(8 <= abs(step) <= 13 for step in steps)
    assert all((step > 0) == (theme.name == "dark") for step in steps)


def test_others_come_after_the_seventh_series(theme: Theme) -> None:
    assert theme.series(7) == theme.series(12) == QColor("#6B7280")


def test_both_themes_declare_the_same_tokens() -> None:
    light, dark = load_theme("light"), load_theme("dark")
    assert light._colors.keys() == dark._colors.keys()
    assert light.kinds() == dark.kinds()


def test_a_mistyped_token_is_an_error(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.color("acent")


def test_a_mixture_lies_between_its_colours() -> None:
    grey = mixed(QColor("#FFFFFF"), QColor("#000000"), share=0.25)
    assert grey.red() == grey.green() == grey.blue() == 64


def test_larger_text_comes_with_more_room() -> None:
    plain, large = load_theme("light"), load_theme("light", text_scale=1.5)
    assert large.font("body").pixelSize() == round(1.5 * plain.font("body").pixelSize())
    assert large.px("space_m") == round(1.5 * plain.px("space_m"))


def test_digits_line_up_in_the_shipped_typeface(theme: Theme) -> None:
    assert QFontDatabase.hasFamily(FAMILY)
    for role in ("label", "body", "strong", "title", "figure"):
        font = theme.font(role)
        assert QFontInfo(font).family() == FAMILY
        assert QFontInfo(font).weight() == font.weight()
        metrics = QFontMetrics(font)
        assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_qt_controls_keep_their_contrast_too(theme: Theme) -> None:
    palette = theme.qpalette()
    pairs = (
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
        (QPalette.ColorRole.Link, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
    )
    for text, back in pairs:
        assert contrast(palette.color(text), palette.color(back)) >= 4.5


def test_what_is_disabled_looks_different(theme: Theme) -> None:
    palette = theme.qpalette()
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        disabled = palette.color(QPalette.ColorGroup.Disabled, role)
        assert disabled != palette.color(QPalette.ColorGroup.Active, role)


def test_applying_a_theme_reaches_palette_font_and_style(theme: Theme, qapp: QApplication) -> None:
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    apply_theme(qapp, theme)
    try:
        assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("window")
        assert qapp.font().family() == FAMILY
        assert theme.color("accent").name() in qapp.styleSheet()
        assert "$" not in qapp.styleSheet()
    finally:
        qapp.setStyleSheet(before[2])
        qapp.setPalette(before[0])
        qapp.setFont(before[1])


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_long_choice_opens_below_its_field_and_leaves_the_window_in_sight(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_theme(qapp, theme)
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems([f"State {number}" for number in range(40)])
    box.setCurrentIndex(30)
    box.show()
    box.showPopup()
    shown = box.view().window()
    qtbot.waitUntil(shown.isVisible)
    rows = shown.height() / box.view().sizeHintForRow(0)
    box.hidePopup()
    assert box.maxVisibleItems() <= rows < 2 * box.maxVisibleItems()


def test_a_silent_platform_gets_the_light_theme(qapp: QApplication) -> None:
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert system_theme_name(qapp) == ("dark" if dark else "light")


def test_arrows_of_qt_controls_have_the_theme_s_colour(theme: Theme) -> None:
    for name, token in (
        ("chevron-down", "muted"),
        ("chevron-up", "muted"),
        ("check", "accent_text"),
    ):
        drawing = paths.resource("themes", theme.name, f"{name}.svg").read_text(encoding="utf-8")
        assert theme.color(token).name() in drawing.lower()


def icon_names_in_code() -> set[str]:
    """Return the literal first arguments of the icon functions in the window's code."""
    root = paths.resource().parent / "ui"
    names: set[str] = set()
    for file in root.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names |= {name for call in ast.walk(tree) if (name := _icon_argument(call))}
    return names


def _icon_argument(node: ast.AST) -> str:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return ""
    position = {"icon": 0, "pixmap": 0, "tinted": 0, "paint_icon": 1, "IconButton": 1}
    place = position.get(node.func.id, len(node.args))
    argument = node.args[place] if place < len(node.args) else None
    return str(argument.value) if isinstance(argument, ast.Constant) else ""


def is_drawn(picture: QIcon, theme: Theme) -> bool:
    image = picture.pixmap(theme.px("icon"), theme.px("icon")).toImage()
    columns, rows = range(image.width()), range(image.height())
    return any(image.pixelColor(x, y).alpha() > 128 for x in columns for y in rows)


def test_every_icon_named_in_code_is_shipped_and_drawn(theme: Theme) -> None:
    for name in icon_names_in_code() | {kind_icon(kind) for kind in (*KINDS, "other")}:
        assert is_drawn(icon(name, theme), theme), name


def test_every_shipped_icon_can_be_drawn(theme: Theme) -> None:
    for file in Path(paths.resource("icons")).glob("*.svg"):
        assert is_drawn(icon(file.stem, theme), theme), file.stem


def test_a_missing_icon_is_an_error(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", theme)


def test_icons_are_crisp_on_a_fine_screen(theme: Theme) -> None:
    picture = pixmap("cpu", theme, size=16, dpr=2.0)
    assert picture.width() == 32
    assert picture.deviceIndependentSize().width() == 16


def test_icons_take_the_colour_they_are_asked_for(theme: Theme) -> None:
    image = tinted("minus", theme.color("danger"), size=24, dpr=1.0).toImage()
    middle = image.pixelColor(12, 12)
    middle.setAlpha(255)
    assert contrast(middle, theme.color("danger")) < 1.1


def test_licences_of_icons_and_typeface_are_shipped() -> None:
    assert "ISC License" in paths.resource("icons", "LICENSE.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in paths.resource("fonts", "OFL.txt").read_text(encoding="utf-8")
