"""Allowed values of curated tables, and the columns that most tables share."""

from __future__ import annotations

from typing import Final

from sources.reference.tables.rules import Column

METRICS: Final = ("revenue", "rnd_expense", "gross_profit", "operating_income", "cost_of_revenue", "inventory")

PLAUSIBILITY_RULES: Final = (
    "below_zero",
    "above_total",
    "split_off_total",
    "off_recomputed",
    "held_share",
    "tried_count",
    "fits_better",
    "far_below_neighbours",
    "far_above_neighbours",
    "far_without_others",
    "explained_share",
    "off_nine_months",
    "explained_off",
)

GEOGRAPHY_BASES: Final = (
    "billing_location",
    "customer_headquarters",
    "ship_to",
    "sold_to",
    "end_customer_location",
    "selling_entity_location",
    "customer_location",
    "customer_address",
    "sales_location",
    "where_derived",
    "segment",
    "unknown",
)

#: Units of the article's claims. Amounts are in whole units, never thousands or millions; shares are 0 to 1.
CLAIM_UNITS: Final = (
    "share",
    "usd",
    "cny",
    "gb",
    "tflops",
    "chips",
    "modules",
    "months",
    "ratio",
    "year",
    "count",
    "date",
    "text",
    "none",
)

#: Rules by which claims are measured; each is one step of claims.claim_measures.
CLAIM_MEASURES: Final = (
    "reported_value",
    "levy_on_china_revenue",
    "levy_of_first_year",
    "levy_of_gross_profit",
    "product_sales",
    "licensed_sales",
    "regime_rate",
    "regime_base",
    "regime_instrument",
    "chip_performance",
    "yield_estimate",
    "yield_of_defect_density",
    "capacity_estimate",
    "stated_amount_of_rnd",
    "later_regime",
    "good_die_cost_ratio",
    "binding_share",
)

#: States of a signal. Overdue is computed, never written.
SIGNAL_STATES: Final = (
    "happened",
    "in_force",
    "announced",
    "in_progress",
    "pending",
    "not_happened",
    "withdrawn",
)

#: What "China" includes. `unspecified`: the member says China and no more.
CHINA_SCOPES: Final = (
    "mainland",
    "including_hong_kong",
    "including_hong_kong_and_macau",
    "greater_china",
    "unspecified",
)

#: What a statement on a levy is about. The last two may be about no regime.
STATEMENT_TOPICS: Final = (
    "expectation",
    "regulation",
    "accrual",
    "payment",
    "pass_through",
    "cost",
    "market_access",
)

REGIME_STATES: Final = ("announced", "in_force", "superseded", "struck", "proposed", "hypothetical")

#: How far a curated row can be trusted. `document`: a primary source gives it; `secondary`: another reports it. The dbt
#: macro `supports_a_point` decides which rows may give a point estimate.
CONFIDENCES: Final = ("document", "mixed", "derived", "secondary", "source_article", "memory", "none_found")

#: What a source is. `primary`: a filing, an official text, a court, a standard, the maker's own page or statement;
#: `secondary`: press, analyst, aggregator, blog; `own`: an assumption of this project or general knowledge; `article`:
#: the article that is put to the test.
SOURCE_TIERS: Final = ("primary", "secondary", "own", "article")

#: Sources that each confidence may rest on: a row is not surer than its source.
TIERS_OF_CONFIDENCE: Final = {
    "document": ("primary",),
    "mixed": ("primary", "secondary"),
    "derived": SOURCE_TIERS,
    "secondary": ("primary", "secondary"),
    "source_article": ("article",),
    "memory": SOURCE_TIERS,
    "none_found": ("own",),
}

#: Foundry processes that are compared with each other, by the name of their generation. `mixed`: more than one.
NODE_CLASSES: Final = ("7nm", "5nm", "3nm", "2nm", "mixed")

#: The kind of a claim. `rumour`: without a named source. `article`: a claim that this project tests.
CLAIM_KINDS: Final = ("measured", "estimate", "forecast", "target", "rumour", "article")

#: Whether an interval includes its bound (closed), excludes it (open), exceeds it (beyond), or has none (none).
BOUNDS: Final = ("closed", "open", "beyond", "none")

#: How exactly a day is known.
PRECISIONS: Final = ("day", "month", "quarter", "year")

#: The quantity that a claim about capacity states.
CAPACITY_METRICS: Final = (
    "accelerator_output",
    "accelerator_deliveries",
    "accelerator_order",
    "accelerator_stock",
    "accelerator_licence",
    "accelerator_price",
    "logic_wafer_capacity",
    "logic_dies_output",
    "logic_dies_received",
    "die_recovery",
    "assembly_yield",
    "hbm_wafer_capacity",
    "hbm_stacks_received",
    "hbm_stacks_output",
    "memory_yield",
    "dram_wafer_capacity",
    "memory_specification",
    "packaging_wafer_capacity",
    "systems_deployed",
    "system_specification",
    "optical_modules",
    "optical_share",
    "chip_revenue",
    "foundry_revenue",
    "company_profit",
    "market_share",
    "wafer_shipments",
    "line_utilisation",
    "capital_spend",
    "capital_raised",
)

#: The unit that is counted. `packages_shipped`: packages that reached customers, not those made. `unspecified`: the
#: claim only says chips. `specification`: nothing is counted.
COUNTED: Final = (
    "packages",
    "packages_shipped",
    "dies",
    "unspecified",
    "stacks",
    "all_advanced_wafers",
    "huawei_ai_wafers",
    "hbm_wafers",
    "dram_wafers",
    "packaging_wafers",
    "all_wafers",
    "systems",
    "money",
    "specification",
)

CAPACITY_UNITS: Final = (
    "chips",
    "dies",
    "stacks",
    "wafers",
    "wafers_per_month",
    "systems",
    "modules",
    "usd",
    "cny",
    "share",
    "gb",
    "gb_per_s",
    "tflops",
    "watts",
)

#: A levy may be described for a company that is not watched; a ticker that is in neither column is an error.
WATCHED_OR_LEVIED: Final = "companies.ticker|levy_regimes.tickers"

NOTE: Final = Column("note", required=False)
SOURCE: Final = Column("source_id", refers_to="sources.source_id")
CONFIDENCE: Final = Column("confidence", "enum", values=CONFIDENCES)
