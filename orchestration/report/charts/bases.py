"""Geography bases in charts: one colour for each, and bars by year with one panel for each company."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import altair as alt
import polars as pl

from orchestration.report import formatting
from orchestration.report.charts.theme import Theme, data, haloed, shared, styled, tooltip

#: Colours by basis; a basis without a row takes one of the others in order.
BASES: Final = {
    "billing_location": "orange",
    "customer_headquarters": "blue",
    "ship_to": "green",
    "customer_location": "purple",
    "sales_location": "gold",
    "segment": "grey",
}
#: Axis labels: fiscal years without the century, amounts in billions.
YEAR_LABEL: Final = "'FY' + slice(datum.label, 4)"
IN_BN: Final = "datum.value == 0 ? '0' : '$' + format(datum.value / 1e9, '~g') + ' bn'"
#: Panels in a row, on a page.
PANELS: Final = 3
#: Width in px of a panel's axis labels, and the space before them.
_AXIS: Final = 58


def colour_of_basis(names: Iterable[str], theme: Theme) -> alt.Color:
    """The colour channel of the field `basis`, for these bases; panels with one legend need the same `names`."""
    known = sorted(set(names), key=lambda name: (list(BASES).index(name) if name in BASES else len(BASES), name))
    rest = iter(["gold", "purple", "grey"] * len(known))
    return alt.Color(
        "basis:N",
        scale=alt.Scale(
            domain=[formatting.plain(name) for name in known],
            range=theme.colours(BASES.get(name) or next(rest) for name in known),
        ),
        legend=alt.Legend(title=None, symbolOpacity=1),
    )


def bars_by_year(
    frame: pl.DataFrame,
    column: str,
    theme: Theme,
    *,
    digits: int,
    tip: Callable[[dict[str, Any]], str],
    lines: Mapping[str, tuple[float, str]] | None = None,
) -> Any:
    """Bars by fiscal year and basis, US dollars, one panel a company by ticker, each with a scale of its own.

    `frame` has ticker, company_name, fiscal_year, geography_basis and the amount `column`, which is not null; labels
    are in billions with so many digits. `lines` has an amount and its text, drawn across a ticker's years.
    """
    names = frame["geography_basis"].unique().to_list()
    colour = colour_of_basis(names, theme)
    each = theme.width - 70 if theme.is_narrow else theme.width / PANELS - _AXIS
    parts = []
    for ticker in frame["ticker"].unique().sort():
        rows = [
            row
            | {
                "fiscal": f"FY{row['fiscal_year']}",
                "basis": formatting.plain(row["geography_basis"]),
                "label": f"{float(row[column]) / 1e9:.{digits}f}",
                "tip": tip(row),
            }
            for row in frame.filter(ticker=ticker).to_dicts()
        ]
        line = (lines or {}).get(ticker)
        top = max(*(float(row[column]) for row in rows), line[0] if line else 0.0)
        base = alt.Chart(data(rows)).encode(
            x=alt.X("fiscal:O", axis=alt.Axis(labelAngle=0, ticks=False, title=None, labelExpr=YEAR_LABEL)),
            y=alt.Y(
                f"{column}:Q",
                axis=alt.Axis(labelExpr=IN_BN, tickCount=3, domain=False, ticks=False),
                scale=alt.Scale(domain=[0, top * 1.15], nice=False),
                title=None,
            ),
        )
        size: dict[str, Any] = {}
        bases = sorted({row["basis"] for row in rows})
        if len(bases) > 1:
            base = base.encode(xOffset=alt.XOffset("basis:N", sort=bases))
        else:  # a company with one basis has its bars in the middle of the year
            size = {"size": min(26, 0.7 * each / len(rows))}
        layers = [base.mark_bar(**size).encode(color=colour, **tooltip()), *_line(line, theme)]
        layers += haloed(
            base.mark_text(dy=-7, fontSize=10, color=theme.colour("ink")).encode(text=alt.Text("label:N")), theme
        )
        title = alt.Title(rows[0]["company_name"], limit=each + 30)
        parts.append(alt.layer(*layers, width=each, height=110 if theme.is_narrow else 130, title=title))
    return styled(
        alt.concat(
            *parts, columns=1 if theme.is_narrow else PANELS, resolve=shared("color"), spacing={"row": 18, "column": 10}
        ),
        theme,
    )


def _line(line: tuple[float, str] | None, theme: Theme) -> list[Any]:
    if line is None:
        return []
    amount, text = line
    mark = alt.Chart(data([{"y": amount, "text": text}]))
    return [
        mark.mark_rule(color=theme.colour("ink"), strokeDash=[5, 3], size=1.5).encode(y=alt.Y("y:Q")),
        mark.mark_text(align="left", baseline="bottom", dy=-3, dx=2, fontSize=11, color=theme.colour("ink")).encode(
            x=alt.value(0), y=alt.Y("y:Q"), text=alt.Text("text:N")
        ),
    ]
