"""Chips, levy regimes, documented revenue and scenarios."""

from __future__ import annotations

from typing import Final

from sources.reference.tables.rules import Column, Holds, Needed, Table
from sources.reference.tables.words import CONFIDENCE, GEOGRAPHY_BASES, NOTE, REGIME_STATES, SOURCE, WATCHED_OR_LEVIED

LEVIES: Final[tuple[Table, ...]] = (
    Table(
        "chips",
        (
            Column("chip_id"),
            Column("chip"),
            Column("vendor"),
            Column("origin", "enum", values=("imported", "domestic")),
            Column("total_processing_performance", "positive", required=False),
            Column("memory_bandwidth_gb_per_s", "positive", required=False),
            Column("price_low_usd", "positive", required=False),
            Column("price_high_usd", "positive", required=False),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("chip_id",), ("chip",)),
        ordered=(("price_low_usd", "price_high_usd"),),
        needed=(Needed("price_high_usd", "price_low_usd"),),
    ),
    Table(
        "levy_regimes",
        (
            Column("regime_id"),
            Column("jurisdiction"),
            Column("authority"),
            Column("instrument", "enum", values=("revenue_share", "import_tariff", "licence_fee", "export_tax")),
            Column("rate_share", "share", required=False),
            Column("base", "enum", values=("licensed_revenue", "customs_value", "china_sales")),
            Column("scope_chips", "names", required=False, refers_to="chips.chip_id"),
            Column("scope_windows", "windows", required=False),
            Column(
                "tickers",
                "names",
                required=False,
                refers_to="companies.ticker|precedent_sales.ticker|licensed_revenue.ticker",
            ),
            Column("effective_from", "date", required=False),
            Column("effective_to", "date", required=False),
            Column("status", "enum", values=REGIME_STATES),
            Column("supersedes", required=False, refers_to="levy_regimes.regime_id"),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("regime_id",),),
        ordered=(("effective_from", "effective_to"),),
        needed=(
            Needed("effective_from", "status", ("announced", "in_force"), only=False),
            Needed("rate_share", "status", ("announced", "in_force"), only=False),
        ),
        different=(("regime_id", "supersedes"),),
    ),
    Table(
        "licensed_revenue",
        (
            Column("ticker", "ticker", refers_to=WATCHED_OR_LEVIED),
            Column("chip_id", refers_to="chips.chip_id"),
            Column("fiscal_year", "integer"),
            Column("fiscal_quarter", "integer", values=("1", "2", "3", "4")),
            Column("period_start", "date"),
            Column("period_end", "date"),
            Column("destination", "enum", values=("china", "elsewhere")),
            Column("is_licensed", "enum", values=("yes", "no")),
            Column("low_usd", "decimal", required=False),
            Column("point_usd", "decimal", required=False),
            Column("high_usd", "decimal", required=False),
            Column(
                "evidence_kind", "enum", values=("reported", "company_statement", "guidance", "upper_bound", "press")
            ),
            Column("known_on", "date"),
            Column("evidence"),
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("ticker", "chip_id", "fiscal_year", "fiscal_quarter", "destination", "is_licensed"),),
        ordered=(
            ("period_start", "period_end"),
            ("low_usd", "point_usd"),
            ("point_usd", "high_usd"),
            ("low_usd", "high_usd"),
        ),
    ),
    Table(
        "precedent_sales",
        (
            Column("regime_id", refers_to="levy_regimes.regime_id"),
            Column("ticker", "ticker"),
            Column("company"),
            Column("fiscal_year", "integer"),
            Column("period", "enum", values=("Q1", "Q2", "Q3", "Q4", "H1", "9M", "FY")),
            Column("period_end", "date"),
            Column("china_sales", "decimal", required=False),
            Column("total_sales", "decimal", required=False),
            Column("china_share", "share", required=False),
            Column("currency", "enum", values=("EUR", "JPY", "KRW", "TWD", "USD", "CNY")),
            Column("basis"),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("ticker", "fiscal_year", "period", "basis"),),
    ),
    Table(
        "levy_scenarios",
        (
            Column("scenario_id"),
            Column("label"),
            Column("rate_share", "share", required=False),
            Column("base", "enum", values=("china_revenue", "licensed_revenue", "regimes")),
            Column("geography_basis", "enum", values=("as_reported", "not_applicable", *GEOGRAPHY_BASES)),
            Column("regime_id", required=False, refers_to="levy_regimes.regime_id"),
            Column("effective_from", "date", required=False),
            Column("pass_through_low_share", "share"),
            Column("pass_through_point_share", "share"),
            Column("pass_through_high_share", "share"),
            Column("pass_through_note"),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("scenario_id",),),
        ordered=(
            ("pass_through_low_share", "pass_through_point_share"),
            ("pass_through_point_share", "pass_through_high_share"),
        ),
        needed=(Needed("rate_share", "base", ("china_revenue", "licensed_revenue")),),
        holds=(Holds("geography_basis", "not_applicable", "base", ("licensed_revenue", "regimes")),),
    ),
)
