"""Render a chart: SVG for the page, with colours that follow the page's theme, and SVG and PNG files.

Rendering needs no browser and no network. Vega's labels for assistive technology are removed: the page gives each chart
one text alternative and a table, and marks keep only their tooltip text.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import vl_convert
from altair.utils import schemapi

from orchestration.report.chart_cache import Drawing
from orchestration.report.charts.theme import COLOURS, NARROW, TIP, WIDE, Theme

#: A chart drawn for one theme; None where there is nothing to draw.
Chart = Callable[[Theme], Any]
#: Ignores the fonts of the machine.
FONTS: Final = Path(__file__).with_name("fonts.conf")
_TIP: Final = re.compile(rf'aria-label="{TIP}([^"]*)"')
_ARIA: Final = re.compile(r' (?:aria-[a-z]+|role|xmlns:xlink|pointer-events)="[^"]*"')
_EMPTY: Final = re.compile(
    r'<path class="(?:background|foreground)"[^>]*\bd=""[^>]*/>|<path class="background" d="M0,0h0v0h0Z"/>'
)
_GROUND: Final = re.compile(r'<rect width="[\d.]+" height="[\d.]+" fill="[^"]*"/>', re.ASCII)
#: Coordinates of a mark: rounded to hundredths of a px; other numbers are not.
_PLACE: Final = re.compile(r' (?:d|transform|x|y|x2|y2)="[^"]*"')
_LONG: Final = re.compile(r"(\d+\.\d{2})\d+")


def draw(chart: Chart) -> Drawing | None:
    """Draw a chart in both widths; None where there is nothing to draw."""
    # Altair would validate every part of a chart, which takes half of the time. Tests do it instead.
    with schemapi.debug_mode(False):
        wide = chart(Theme(WIDE))
        if wide is None:
            return None
        charts = [wide.to_dict(validate=False), chart(Theme(NARROW)).to_dict(validate=False)]
    _read_fonts()
    svg, narrow = (vl_convert.vegalite_to_svg(one) for one in charts)
    png = vl_convert.svg_to_png(svg, scale=1.5)
    return Drawing(inline(svg), inline(narrow), _TIP.sub(r'aria-label="\1"', svg), png)


@cache
def _read_fonts() -> None:
    """Let vl-convert read its fonts, which it does once, and only the fonts that it includes.

    So a chart is the same on every Linux machine, and is drawn faster: a font of the machine would take precedence over
    one of the same name in vl-convert, and would be read from its file for every text that is measured.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    try:
        vl_convert.svg_to_png('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def inline(svg: str) -> str:
    """A chart as part of a page: colours by variable, no background, tooltip texts as `data-tip`."""
    text = _GROUND.sub("", svg, count=1)
    text = _TIP.sub(r'data-tip="\1"', text)
    text = _EMPTY.sub("", _ARIA.sub("", text))
    for name, (light, _) in COLOURS.items():
        text = text.replace(f'"{light}"', f'"var(--{name})"')
    text = _PLACE.sub(lambda place: _LONG.sub(r"\1", place[0]), text)
    return text.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
