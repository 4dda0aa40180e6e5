"""Drawings as parts of a page, and charts of few rows."""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from orchestration.report import drawing as drawing_module
from orchestration.report.charts import claims, exposure, levy, revenue, supply, watch, yields
from orchestration.report.charts.theme import COLOURS, NARROW, WIDE, Theme
from orchestration.report.drawing import draw, inline

QUARTER: dict[str, Any] = {
    "ticker": "A",
    "company_name": "Alpha",
    "fiscal_year": 2026,
    "fiscal_quarter": 3,
    "period_end": date(2025, 10, 26),
    "geography_basis": "customer_headquarters",
    "version": "latest",
    "china_revenue_usd": Decimal("2973000000.00"),
    "is_basis_of_own_filing": True,
    "derivation": "reported",
    "known_at": datetime(2025, 11, 19, 21, 36),  # noqa: DTZ001 - as DuckDB gives
}


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([QUARTER | row for row in rows], infer_schema_length=None)


def test_figures_in_a_drawing_keep_all_their_digits() -> None:
    """Places of marks are cut to hundredths of a px; once, so were the figures: 0.0343 % read 0.03 %."""
    svg = (
        '<svg width="1"><rect width="9" height="9" fill="#ffffff"/><path d="M1.23456,7.5" aria-label="tip: 0.0343 %"'
        ' role="graphics-symbol" fill="#0069a8"/><text transform="translate(3.14159,2)">0.0343 %</text></svg>'
    )
    assert inline(svg) == (
        '<svg aria-hidden="true" focusable="false" width="1"><path d="M1.23,7.5" data-tip="0.0343 %"'
        ' fill="var(--blue)"/>'
        '<text transform="translate(3.14,2)">0.0343 %</text></svg>'
    )


def test_a_drawing_follows_the_page_and_its_files_do_not() -> None:
    drawing = draw(lambda theme: revenue.china_revenue_by_quarter(frame({}), theme))
    assert drawing is not None
    for svg in (drawing.wide, drawing.narrow):
        assert "A FY2026" in svg.replace("\xa0", " ")
        assert "var(--blue)" in svg
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", svg), "a colour of its own"
    assert COLOURS["blue"][0] in drawing.svg
    assert "var(" not in drawing.svg
    assert drawing.png.startswith(b"\x89PNG")


def test_drawing_leaves_the_environment_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment makes vl-convert ignore the fonts of the machine; a browser started later is not."""
    for before in ("/etc/fonts/fonts.conf", None):
        drawing_module._read_fonts.cache_clear()
        monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
        if before:
            monkeypatch.setenv("FONTCONFIG_FILE", before)
        assert draw(lambda theme: revenue.china_revenue_by_quarter(frame({}), theme))
        assert os.environ.get("FONTCONFIG_FILE") == before


def test_a_turn_to_another_basis_is_marked_where_it_happened() -> None:
    before = {"fiscal_quarter": 2, "period_end": date(2025, 7, 27), "geography_basis": "billing_location"}
    unknown = {"fiscal_quarter": 4, "period_end": date(2026, 1, 25), "china_revenue_usd": None}
    text = str(revenue.china_revenue_by_quarter(frame(before, {}, unknown), Theme()).to_dict())
    assert "recast in the filing of 19\xa0Nov 2025" in text.replace("\\xa0", "\xa0").replace("\\\\u00a0", "\xa0")
    assert "no figure" in text
    alone = str(revenue.china_revenue_by_quarter(frame({}), Theme()).to_dict())
    assert "recast" not in alone


@pytest.mark.parametrize(
    "chart",
    [
        exposure.sector,
        revenue.china_revenue_by_quarter,
        revenue.china_revenue_by_year,
        levy.levy_weight,
        levy.levy_by_year,
        yields.yield_claims,
        supply.supply_fan,
        supply.supply_by_source,
        supply.supply_scenarios,
        supply.substitution,
        claims.verdicts,
        watch.watch_list,
    ],
)
def test_nothing_is_drawn_of_nothing(chart: Any) -> None:
    columns = [
        "china_of_revenue_high_share",
        "china_revenue_usd",
        "levy_usd",
        "units_p50",
        "fiscal_year",
        "geography_basis",
        "verdict",
        "ticker",
    ]
    assert chart(pl.DataFrame(schema=dict.fromkeys(columns, pl.String)), Theme()) is None
    assert draw(lambda theme: chart(pl.DataFrame(schema=dict.fromkeys(columns, pl.String)), theme)) is None


def test_colours_stand_out_from_both_grounds() -> None:
    """WCAG AA: 4.5 to 1 for text, 3 to 1 for marks."""
    for ground in (0, 1):
        for name, values in COLOURS.items():
            if name in {"ground", "line"}:
                continue
            least = 4.5 if name in {"ink", "quiet"} else 3
            assert contrast(values[ground], COLOURS["ground"][ground]) >= least, (name, ground)


def test_a_telephone_has_a_drawing_of_its_own() -> None:
    assert Theme(NARROW).is_narrow
    assert not Theme(WIDE).is_narrow


def contrast(one: str, other: str) -> float:
    lights = sorted((light(one), light(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
