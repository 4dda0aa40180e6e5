"""The theme of all charts: colours, widths, fonts.

Colours are distinguishable for the colour-blind (after Okabe and Ito), with a contrast of at least 3 : 1 to their
background, text 4.5 : 1. Every colour has a light and a dark value, so that a chart can change with the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import altair as alt

#: name → (on a light background, on a dark background)
COLOURS: Final[Mapping[str, tuple[str, str]]] = {
    "ground": ("#ffffff", "#14181f"),
    "ink": ("#1a2029", "#e8ebf0"),
    "quiet": ("#566070", "#a3adbb"),
    "line": ("#d5dae1", "#39424f"),
    "blue": ("#0069a8", "#5ab4e6"),
    "orange": ("#c25100", "#f0935a"),
    "green": ("#00805c", "#35c49c"),
    "purple": ("#9b4f86", "#dc92c4"),
    "gold": ("#8f6a00", "#dcb13c"),
    "grey": ("#727c8a", "#8d98a7"),
}
#: Widths of a chart in px: a page, and a phone in portrait orientation.
WIDE: Final = 860
NARROW: Final = 350
#: Fonts with equal metrics, so that labels have their computed width everywhere.
FONT: Final = "Arial, Helvetica, Liberation Sans, sans-serif"
#: Prefix of the tooltip text of a mark.
TIP: Final = "tip: "


@dataclass(frozen=True)
class Theme:
    """The width and background of a chart."""

    width: int = WIDE
    is_dark: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether labels are above marks instead of beside them."""
        return self.width < 600

    def colour(self, name: str) -> str:
        """The value of a colour on this background."""
        return COLOURS[name][self.is_dark]

    def colours(self, names: Iterable[str]) -> list[str]:
        """Several of them."""
        return [self.colour(name) for name in names]


def data(rows: Iterable[Mapping[str, Any]]) -> alt.InlineData:
    """Rows as a chart takes them: exact numbers as floats, days as text; `tip` also as the description of the mark.

    As one JSON text: Altair copies a chart's data at every step, and a text is cheap to copy.
    """
    values = [{name: _plain(value) for name, value in row.items()} for row in rows]
    for value in values:
        if "tip" in value:
            value["description"] = TIP + value["tip"]
    return alt.InlineData(values=json.dumps(values), format=alt.JsonDataFormat(type="json"))


def tooltip() -> dict[str, Any]:
    """The channels that show a mark's figures: its description in a static SVG, its tooltip in a live chart."""
    return {"description": alt.Description("description:N"), "tooltip": alt.Tooltip("tip:N")}


def haloed(text: alt.Chart, theme: Theme) -> list[alt.Chart]:
    """A text mark with an outline in the background colour, so that it is legible across lines and bars."""
    behind = text.copy()
    behind.mark = {
        **text.mark.to_dict(),
        "stroke": theme.colour("ground"),
        "strokeWidth": 3,
        "fill": theme.colour("ground"),
    }
    return [behind, text]


def shared(*channels: str) -> alt.Resolve:
    """Share the scales of these channels between the panels of a chart; the offset of bars is each panel's own."""
    return alt.Resolve(scale=dict.fromkeys(channels, "shared") | {"xOffset": "independent"})


def styled(chart: Any, theme: Theme) -> Any:
    """The chart with the style of the report.

    The style is set in one step, because each `configure_…` of Altair would copy the chart.
    """
    ink, quiet, line = theme.colour("ink"), theme.colour("quiet"), theme.colour("line")
    chart.config = alt.Config(
        font=FONT,
        background=theme.colour("ground"),
        padding=4,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor=quiet,
            labelFontSize=12,
            titleColor=quiet,
            titleFontSize=12,
            titleFontWeight="normal",
            gridColor=line,
            domainColor=line,
            tickColor=line,
            labelPadding=6,
        ),
        legend=alt.LegendConfig(
            labelColor=ink,
            labelFontSize=12,
            labelLimit=theme.width - 60,
            titleColor=quiet,
            titleFontSize=12,
            titleFontWeight="normal",
            symbolStrokeWidth=2,
            orient="top",
            direction="vertical" if theme.is_narrow else "horizontal",
            columnPadding=18,
        ),
        header=alt.HeaderConfig(labelColor=ink, labelFontSize=13, labelFontWeight="bold", title=None, labelPadding=8),
        title=alt.TitleConfig(color=ink, fontSize=13, fontWeight="bold", anchor="start", offset=10),
        text=alt.MarkConfig(color=ink, fontSize=11),
    )
    return chart


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()[:10]
    return value
