"""How charts look: colours, widths, type. Belongs here: what all charts share. Not: what any one of them shows.

Colours are apart for the colour-blind (after Okabe and Ito), each at least 3 : 1 against its ground, text 4.5 : 1.
Every colour is a name with a light and a dark value, so that a drawing can change with the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import altair as alt

#: name → (on a light ground, on a dark ground)
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
#: Widths that a drawing is made for, in px: a page, and a telephone held upright.
WIDE: Final = 860
NARROW: Final = 350
#: Metrically alike everywhere, so that labels take the room that was reckoned for them.
FONT: Final = "Arial, Helvetica, Liberation Sans, sans-serif"
#: Begins the words of a mark that a reader may ask for.
TOLD: Final = "told: "


@dataclass(frozen=True)
class Look:
    """For which width and ground a chart is drawn."""

    width: int = WIDE
    is_dark: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether labels must stand above marks instead of beside them."""
        return self.width < 600

    def colour(self, name: str) -> str:
        """The value of a colour on this ground."""
        return COLOURS[name][self.is_dark]

    def colours(self, names: Iterable[str]) -> list[str]:
        """Several of them."""
        return [self.colour(name) for name in names]


def data(rows: Iterable[Mapping[str, Any]]) -> alt.InlineData:
    """Rows as a chart takes them: exact numbers as floats, days as text; `tip` also as the words of the mark.

    As one text: Altair copies a chart's data at every step, and a text costs nothing to copy.
    """
    values = [{name: _plain(value) for name, value in row.items()} for row in rows]
    for value in values:
        if "tip" in value:
            value["told"] = TOLD + value["tip"]
    return alt.InlineData(values=json.dumps(values), format=alt.JsonDataFormat(type="json"))


def told() -> dict[str, Any]:
    """The channels that let a mark tell its figures, on a still page and on a live one."""
    return {"description": alt.Description("told:N"), "tooltip": alt.Tooltip("tip:N")}


def haloed(text: alt.Chart, look: Look) -> list[alt.Chart]:
    """A text mark with the ground behind its letters, so that it reads across lines and bars."""
    behind = text.copy()
    behind.mark = {
        **text.mark.to_dict(),
        "stroke": look.colour("ground"),
        "strokeWidth": 3,
        "fill": look.colour("ground"),
    }
    return [behind, text]


def shared(*channels: str) -> alt.Resolve:
    """That the panels of one drawing have the scales of these channels in common."""
    return alt.Resolve(scale=dict.fromkeys(channels, "shared"))


def styled(chart: Any, look: Look) -> Any:
    """The chart itself, now in house style.

    The style is set at once, because each `configure_…` of Altair would copy the whole chart.
    """
    ink, quiet, line = look.colour("ink"), look.colour("quiet"), look.colour("line")
    chart.config = alt.Config(
        font=FONT,
        background=look.colour("ground"),
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
            labelLimit=look.width - 60,
            titleColor=quiet,
            titleFontSize=12,
            titleFontWeight="normal",
            symbolStrokeWidth=2,
            orient="top",
            direction="vertical" if look.is_narrow else "horizontal",
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
