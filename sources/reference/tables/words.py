"""Words that curated tables may use, and the columns that most of them share."""

from __future__ import annotations

from typing import Final

from sources.reference.tables.rules import Column

METRICS: Final = ("revenue", "rnd_expense", "gross_profit", "operating_income", "cost_of_revenue", "inventory")

GEOGRAPHY_BASES: Final = (
    "billing_location",
    "customer_headquarters",
    "ship_to",
    "sold_to",
    "end_customer_location",
    "selling_entity_location",
    "customer_location",
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
)

#: States that a signal can be found in. Overdue is computed, never written.
SIGNAL_STATES: Final = (
    "happened",
    "in_force",
    "announced",
    "in_progress",
    "pending",
    "not_happened",
    "withdrawn",
)

#: How much "China" takes in. `unspecified`: the member says China and no more.
CHINA_SCOPES: Final = (
    "mainland",
    "including_hong_kong",
    "including_hong_kong_and_macau",
    "greater_china",
    "unspecified",
)

REGIME_STATES: Final = ("announced", "in_force", "superseded", "struck", "proposed", "hypothetical")

#: How far a curated row can be trusted. What may make a point figure is the dbt macro `supports_a_point`.
CONFIDENCES: Final = ("document", "mixed", "derived", "source_article", "memory", "none_found")

#: Foundry processes that are compared with each other, by the name of their generation. `mixed`: more than one.
NODE_CLASSES: Final = ("7nm", "5nm", "3nm", "2nm", "mixed")

#: What a claim about the future or the past is. `rumour`: nobody stands behind it. `article`: what this project tests.
CLAIM_KINDS: Final = ("measured", "estimate", "forecast", "target", "rumour", "article")

#: Whether an end of an interval counts (closed), does not (open), is passed by some (beyond), or is not given.
BOUNDS: Final = ("closed", "open", "beyond", "none")

#: How exactly a day is known.
PRECISIONS: Final = ("day", "month", "quarter", "year")

#: What a claim about capacity is a claim about.
CAPACITY_METRICS: Final = (
    "accelerator_output",
    "accelerator_deliveries",
    "accelerator_order",
    "accelerator_stock",
    "logic_wafer_capacity",
    "logic_dies_output",
    "logic_dies_received",
    "hbm_wafer_capacity",
    "hbm_stacks_received",
    "dram_wafer_capacity",
    "memory_specification",
    "packaging_wafer_capacity",
    "systems_deployed",
    "system_specification",
    "optical_modules",
    "optical_share",
    "chip_revenue",
    "capital_spend",
    "capital_raised",
)

#: What exactly is counted. `unspecified`: the claim says chips and no more. `specification`: nothing is.
COUNTED: Final = (
    "packages",
    "dies",
    "unspecified",
    "stacks",
    "all_advanced_wafers",
    "huawei_ai_wafers",
    "hbm_wafers",
    "dram_wafers",
    "packaging_wafers",
    "systems",
    "money",
    "specification",
)

CAPACITY_UNITS: Final = (
    "chips",
    "dies",
    "stacks",
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

#: A company need not be watched for a levy on it to be described; a ticker that stands nowhere else is a slip.

WATCHED_OR_LEVIED: Final = "companies.ticker|levy_regimes.tickers"

NOTE: Final = Column("note", required=False)
SOURCE: Final = Column("source_id", refers_to="sources.source_id")
CONFIDENCE: Final = Column("confidence", "enum", values=CONFIDENCES)
