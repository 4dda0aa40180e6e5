"""The curated tables, declared: columns, types, keys and references, one `Table` each.

Belongs here: what a column may hold. Not: how a file is read (`rows`), a cell is parsed (`cells`) or faults are
gathered (`load`). A new curated table is one more entry in `TABLES`, one CSV file and one sidecar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal[
    "string",
    "ticker",
    "cik",
    "integer",
    "decimal",
    "positive",
    "share",
    "date",
    "enum",
    "geography",
    "regex",
    "accession",
    "qname",
    "xbrl_decimals",
    "url",
    "names",
    "windows",
    "formula",
]


@dataclass(frozen=True)
class Column:
    """One column. `values` lists an enum's members; `default` fills an empty cell; `refers_to` is 'table.column'.

    A cell of kind `names` is a list, with semicolons between, and one of kind `formula` may name claims; each name is
    looked up in what `refers_to` names, which may be several columns ('table.column|table.column').
    """

    name: str
    kind: Kind = "string"
    required: bool = True
    values: tuple[str, ...] = ()
    default: str | None = None
    refers_to: str | None = None
    least: int | None = None


@dataclass(frozen=True)
class Needed:
    """`column` must be filled exactly when `when` holds one of `among` (any value at all when `among` is empty).

    With `only` false it must be filled then, and may be filled at other times.
    """

    column: str
    when: str
    among: tuple[str, ...] = ()
    only: bool = True


@dataclass(frozen=True)
class Holds:
    """`column` must be `value` exactly when `when` holds one of `among`."""

    column: str
    value: str
    when: str
    among: tuple[str, ...]


@dataclass(frozen=True)
class Shares:
    """`columns` hold shares, 0 to 1, in every row whose `unit` is "share".

    The unit stands in the row itself, or in the row of another table that the column `through` refers to.
    """

    columns: tuple[str, ...]
    unit: str = "unit"
    through: str | None = None


@dataclass(frozen=True)
class Table:
    """One curated file.

    `unique` lists keys, `ordered` pairs of which the first may not exceed the second, `different` pairs of which the
    second may not be the first.
    """

    name: str
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...]
    ordered: tuple[tuple[str, str], ...] = ()
    needed: tuple[Needed, ...] = ()
    holds: tuple[Holds, ...] = ()
    shares: tuple[Shares, ...] = ()
    different: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)


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

TABLES: Final[tuple[Table, ...]] = (
    Table(
        "sources",
        (Column("source_id"), Column("title"), Column("publisher"), Column("url", "url", required=False)),
        unique=(("source_id",),),
    ),
    Table(
        "article_claims",
        (
            Column("claim_id"),
            Column("section"),
            Column("stated_in", "enum", values=("text", "table", "implied", "press")),
            Column("subject"),
            Column("claim"),
            Column("claim_kind", "enum", values=("fact", "estimate", "forecast", "opinion", "scope")),
            Column("unit", "enum", values=CLAIM_UNITS),
            Column("stated_low", "decimal", required=False),
            Column("stated_value", "decimal", required=False),
            Column("stated_high", "decimal", required=False),
            Column("stated_from", "date", required=False),
            Column("stated_to", "date", required=False),
            Column("stated_text", required=False),
            Column("bound", "enum", values=("equals", "at_least", "at_most"), default="equals"),
            Column("wording", "enum", values=("exact", "approximate"), default="exact"),
            Column("tolerance_share", "share", required=False),
            Column("period", required=False),
            Column("fiscal_year_from", "integer", required=False),
            Column("fiscal_year_to", "integer", required=False),
            Column("stated_on", "date"),
            Column("judged_from", "date", required=False),
            Column("needs"),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("claim_id",),),
        ordered=(
            ("stated_low", "stated_value"),
            ("stated_value", "stated_high"),
            ("stated_low", "stated_high"),
            ("stated_from", "stated_to"),
            ("fiscal_year_from", "fiscal_year_to"),
            ("stated_on", "judged_from"),
        ),
        needed=(
            Needed("stated_from", "unit", ("date",)),
            Needed("stated_to", "unit", ("date",)),
            Needed("stated_text", "unit", ("text",)),
            Needed("fiscal_year_to", "fiscal_year_from"),
        ),
        shares=(Shares(("stated_low", "stated_value", "stated_high")),),
    ),
    Table(
        "claim_evidence",
        (
            Column("evidence_id"),
            Column("claim_id", refers_to="article_claims.claim_id"),
            Column("evidence_kind", "enum", values=("figure", "estimate", "statement", "text")),
            Column("finding"),
            Column("low", "decimal", required=False),
            Column("value", "decimal", required=False),
            Column("high", "decimal", required=False),
            Column("day_from", "date", required=False),
            Column("day_to", "date", required=False),
            Column("found_text", required=False),
            Column("direction", "enum", required=False, values=("supports", "contradicts", "silent")),
            Column("role", "enum", values=("decides", "context"), default="decides"),
            Column("as_of", "date"),
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("evidence_id",),),
        ordered=(("low", "value"), ("value", "high"), ("low", "high"), ("day_from", "day_to")),
        needed=(Needed("direction", "evidence_kind", ("statement",)), Needed("found_text", "evidence_kind", ("text",))),
        shares=(Shares(("low", "value", "high"), through="claim_id"),),
    ),
    Table(
        "claim_checks",
        (
            Column("check_id"),
            Column("claim_id", refers_to="article_claims.claim_id"),
            Column("measure", "enum", values=CLAIM_MEASURES),
            Column("role", "enum", values=("decides", "context"), default="decides"),
            Column("tickers", "names", required=False, refers_to=WATCHED_OR_LEVIED),
            Column("metric", "enum", required=False, values=("china_revenue", "rnd_expense")),
            Column("geography_basis", "enum", required=False, values=("own_filing", *GEOGRAPHY_BASES)),
            Column("fiscal_year_from", "integer", required=False),
            Column("fiscal_year_to", "integer", required=False),
            Column("chip_ids", "names", required=False, refers_to="chips.chip_id"),
            Column("regime_id", required=False, refers_to="levy_regimes.regime_id"),
            Column("scenario_id", required=False, refers_to="levy_scenarios.scenario_id"),
            Column("foundry", required=False),
            Column("node_class", "enum", required=False, values=NODE_CLASSES),
            Column("product_classes", "names", required=False),
            Column("capacity_metric", "enum", required=False, values=CAPACITY_METRICS),
            Column("subject_id", required=False),
            Column("words"),
        ),
        unique=(("check_id",),),
        ordered=(("fiscal_year_from", "fiscal_year_to"),),
        needed=(
            Needed("geography_basis", "metric", ("china_revenue",)),
            Needed("metric", "measure", ("reported_value", "levy_on_china_revenue")),
            Needed("regime_id", "measure", ("regime_rate", "regime_base", "regime_instrument")),
            Needed("chip_ids", "measure", ("chip_performance", "product_sales", "licensed_sales")),
            Needed("scenario_id", "measure", ("levy_on_china_revenue", "levy_of_first_year", "levy_of_gross_profit")),
            Needed("node_class", "measure", ("yield_estimate", "yield_of_defect_density")),
            Needed("foundry", "node_class"),
            Needed("product_classes", "measure", ("yield_estimate",)),
            Needed("capacity_metric", "measure", ("capacity_estimate",)),
            Needed("subject_id", "capacity_metric"),
            Needed("fiscal_year_to", "fiscal_year_from"),
        ),
    ),
    Table(
        "claim_pairs",
        (
            Column("pair_id"),
            Column("claim_id", refers_to="article_claims.claim_id"),
            Column("relation", "enum", values=("same_range", "above", "product")),
            Column("first_claim_id", refers_to="article_claims.claim_id"),
            Column("second_claim_id", refers_to="article_claims.claim_id"),
            Column("result_claim_id", required=False, refers_to="article_claims.claim_id"),
            Column("tolerance_share", "share", default="0.01"),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("pair_id",),),
        needed=(Needed("result_claim_id", "relation", ("product",)),),
    ),
    Table(
        "catalysts",
        (
            Column("catalyst_id"),
            Column("theme"),
            Column("asked_for", required=False),
            Column("signal"),
            Column("claim_id", required=False, refers_to="article_claims.claim_id"),
            Column("bears_on_claim", "enum", required=False, values=("settles", "touches")),
            Column("reported_state", "enum", values=SIGNAL_STATES),
            Column("state_as_of", "date"),
            Column("due_from", "date", required=False),
            Column("due_to", "date", required=False),
            Column("due_precision", "enum", required=False, values=(*PRECISIONS, "years")),
            Column("happened_from", "date", required=False),
            Column("happened_to", "date", required=False),
            Column("happened_precision", "enum", required=False, values=(*PRECISIONS, "years")),
            Column("direction_for_levy_revenue", "enum", values=("up", "down", "neutral", "mixed")),
            Column("measurable_series", required=False),
            Column("last_evidence"),
            Column("last_evidence_on", "date", required=False),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("catalyst_id",),),
        ordered=(
            ("due_from", "due_to"),
            ("happened_from", "happened_to"),
            ("happened_to", "state_as_of"),
            ("last_evidence_on", "state_as_of"),
        ),
        needed=(
            Needed("bears_on_claim", "claim_id"),
            Needed("due_to", "due_from"),
            Needed("due_precision", "due_from"),
            Needed("happened_from", "reported_state", ("happened", "in_force")),
            Needed("happened_to", "happened_from"),
            Needed("happened_precision", "happened_from"),
        ),
    ),
    Table(
        "supply_chain_exposure",
        (
            Column("exposure_id"),
            Column("segment"),
            Column("company", required=False),
            Column("stance", "enum", values=("beneficiary", "caution", "constraint", "watched")),
            Column("stance_in_words"),
            Column("claimed_driver"),
            Column("claim_id", refers_to="article_claims.claim_id"),
            Column("catalyst_ids", "names", required=False, refers_to="catalysts.catalyst_id"),
            Column("capacity_claim_ids", "names", required=False, refers_to="capacity_estimates.claim_id"),
            Column("bears_on", "enum", required=False, values=("driver", "neighbour")),
            Column("evidence", required=False),
            Column("as_of", "date"),
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("exposure_id",),),
        needed=(Needed("bears_on", "evidence"),),
    ),
    Table(
        "companies",
        (
            Column("ticker", "ticker"),
            Column("cik", "cik"),
            Column("name"),
            Column("fiscal_year_offset", "integer", required=False, default="0"),
            NOTE,
        ),
        unique=(("ticker",), ("cik",)),
    ),
    Table(
        "former_ciks",
        (
            Column("ticker", "ticker"),  # a company that is watched no more may stay
            Column("former_cik", "cik"),
            Column("until", "date"),
            NOTE,
        ),
        unique=(("former_cik",),),
    ),
    Table(
        "metric_concepts",
        (
            Column("metric", "enum", values=METRICS),
            Column("concept", "qname"),
            Column("priority", "integer", least=1),
            Column("sign", "integer", values=("1", "-1")),
            Column("valid_from", "date", required=False),
            Column("valid_to", "date", required=False),
            NOTE,
        ),
        unique=(("metric", "concept", "valid_from"),),
        ordered=(("valid_from", "valid_to"),),
    ),
    Table(
        "geography_members",
        (
            Column("rule_id"),
            Column("priority", "integer", least=1),
            Column("pattern", "regex"),
            Column("geography", "geography"),
            Column("scope", "enum", required=False, values=CHINA_SCOPES),
            NOTE,
        ),
        unique=(("rule_id",),),
        needed=(Needed("scope", "geography", ("CN",)),),
    ),
    Table(
        "geography_basis_rules",
        (
            Column("rule_id"),
            Column("priority", "integer", least=1),
            Column("pattern", "regex"),
            Column("geography_basis", "enum", values=GEOGRAPHY_BASES),
            NOTE,
        ),
        unique=(("rule_id",),),
    ),
    Table(
        "geography_basis_overrides",
        (
            Column("accession", "accession"),
            Column("geography_basis", "enum", values=GEOGRAPHY_BASES),
            Column("reason"),
            Column("source_url", "url"),
        ),
        unique=(("accession",),),
    ),
    Table(
        "curated_facts",
        (
            Column("cik", "cik"),
            Column("accession", "accession"),
            Column("form"),
            Column("filed", "date"),
            Column("document", required=False),
            Column("concept", "qname"),
            Column("period_start", "date", required=False),
            Column("period_end", "date"),
            Column("axis", "qname", required=False),
            Column("member", "qname", required=False),
            Column("value", "decimal"),
            Column("unit"),
            Column("decimals", "xbrl_decimals", required=False),
            SOURCE,
            NOTE,
        ),
        unique=(("accession", "concept", "period_start", "period_end", "axis", "member", "unit"),),
        ordered=(("period_start", "period_end"), ("period_end", "filed")),
        needed=(Needed("member", "axis"),),
    ),
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
    Table(
        "chip_dies",
        (
            Column("die_id"),
            Column("die"),
            Column("foundry"),
            Column("node"),
            Column("node_class", "enum", values=NODE_CLASSES),
            Column("area_mm2", "positive"),
            Column("width_mm", "positive", required=False),
            Column("height_mm", "positive", required=False),
            Column("analyst_dies_per_wafer", "integer", required=False, least=1),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("die_id",), ("die",)),
        needed=(Needed("height_mm", "width_mm"),),
    ),
    Table(
        "chip_packages",
        (
            Column("package_id"),
            Column("package"),
            Column("vendor"),
            Column("die_id", required=False, refers_to="chip_dies.die_id"),
            Column("dies_per_package", "integer", required=False, least=1),
            Column("hbm_gb", "integer", required=False, least=1),
            Column("hbm_stacks", "integer", required=False, least=1),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("package_id",), ("package",)),
        needed=(Needed("dies_per_package", "die_id"),),
    ),
    Table(
        "yield_estimates",
        (
            Column("claim_id"),
            Column("foundry"),
            Column("node"),
            Column("node_class", "enum", values=NODE_CLASSES),
            Column("product"),
            Column(
                "product_class",
                "enum",
                values=("ai_accelerator", "mobile", "pc", "test_chip", "process", "unspecified"),
            ),
            Column("chip_packages", "names", required=False, refers_to="chip_packages.package_id"),
            Column("die_area_mm2", "positive", required=False),
            Column("counted", "enum", values=("good_dies", "good_packages", "defect_density", "unspecified")),
            Column("kind", "enum", values=CLAIM_KINDS),
            Column("low_share", "share", required=False),
            Column("low_bound", "enum", values=("closed", "open", "none")),
            Column("point_share", "share", required=False),
            Column("high_share", "share", required=False),
            Column("high_bound", "enum", values=BOUNDS),
            Column("d0_low_per_cm2", "decimal", required=False),
            Column("d0_high_per_cm2", "decimal", required=False),
            Column("about_date", "date", required=False),
            Column("about_precision", "enum", required=False, values=PRECISIONS),
            Column("known_date", "date"),
            Column("known_precision", "enum", values=PRECISIONS),
            Column("claimant"),
            Column("claimant_group"),
            Column("reliability", "integer", values=("1", "2", "3", "4", "5")),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("claim_id",),),
        ordered=(
            ("low_share", "point_share"),
            ("point_share", "high_share"),
            ("low_share", "high_share"),
            ("d0_low_per_cm2", "d0_high_per_cm2"),
        ),
        needed=(
            Needed("low_share", "low_bound", ("closed", "open")),
            Needed("high_share", "high_bound", ("closed", "open", "beyond")),
            Needed("d0_low_per_cm2", "counted", ("defect_density",)),
            Needed("d0_high_per_cm2", "counted", ("defect_density",)),
            Needed("about_precision", "about_date"),
        ),
    ),
    Table(
        "die_economics_assumptions",
        (
            Column("parameter"),
            Column("foundry", required=False),
            Column("node_class", "enum", required=False, values=NODE_CLASSES),
            Column("low", "decimal"),
            Column("mode", "decimal"),
            Column("high", "decimal"),
            Column("unit"),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("parameter", "foundry", "node_class"),),
        ordered=(("low", "mode"), ("mode", "high")),
        shares=(Shares(("low", "mode", "high")),),
    ),
    Table(
        "capacity_estimates",
        (
            Column("claim_id"),
            Column("metric", "enum", values=CAPACITY_METRICS),
            Column("subject_id"),
            Column("subject"),
            Column("counted", "enum", values=COUNTED),
            Column("definition"),
            Column("low", "decimal", required=False),
            Column("low_bound", "enum", values=("closed", "open", "none")),
            Column("point", "decimal", required=False),
            Column("high", "decimal", required=False),
            Column("high_bound", "enum", values=("closed", "open", "none")),
            Column("unit", "enum", values=CAPACITY_UNITS),
            Column("period"),
            Column("period_start", "date", required=False),
            Column("period_end", "date", required=False),
            Column("kind", "enum", values=(*CLAIM_KINDS, "derived", "not_found")),
            Column("claimant"),
            Column("claimant_group"),
            Column("known_date", "date", required=False),
            Column("known_precision", "enum", required=False, values=PRECISIONS),
            Column("reliability", "integer", values=("1", "2", "3", "4", "5")),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("claim_id",),),
        ordered=(("low", "point"), ("point", "high"), ("low", "high"), ("period_start", "period_end")),
        needed=(
            Needed("low", "low_bound", ("closed", "open")),
            Needed("high", "high_bound", ("closed", "open")),
            Needed("known_precision", "known_date"),
        ),
        shares=(Shares(("low", "point", "high")),),
    ),
    Table(
        "supply_parameters",
        (
            Column("parameter"),
            Column("limits", "enum", values=("logic", "memory", "packaging", "both", "mix")),
            Column("label"),
            Column("unit"),
            Column("correlation_group", required=False),
            Column("correlation_weight", "share", required=False),
            NOTE,
        ),
        unique=(("parameter",),),
        needed=(Needed("correlation_weight", "correlation_group"),),
    ),
    Table(
        "supply_scenarios",
        (Column("scenario_id"), Column("position", "integer", least=1), Column("label"), NOTE, SOURCE),
        unique=(("scenario_id",), ("position",)),
    ),
    Table(
        "supply_assumptions",
        (
            Column("scenario_id", refers_to="supply_scenarios.scenario_id"),
            Column("year", "integer", required=False, least=2000),
            Column("parameter", refers_to="supply_parameters.parameter"),
            Column("distribution", "enum", values=("triangular", "fixed")),
            Column(
                "basis",
                "enum",
                values=("formula", "yield_consensus", "die_geometry", "package_geometry", "die_economics", "no_limit"),
            ),
            Column("low", "formula", required=False, refers_to="capacity_estimates.claim_id"),
            Column("mode", "formula", required=False, refers_to="capacity_estimates.claim_id"),
            Column("high", "formula", required=False, refers_to="capacity_estimates.claim_id"),
            NOTE,
            SOURCE,
            CONFIDENCE,
        ),
        unique=(("scenario_id", "year", "parameter"),),
        needed=(
            Needed("low", "basis", ("formula",)),
            Needed("mode", "basis", ("formula",)),
            Needed("high", "basis", ("formula",)),
        ),
        shares=(Shares(("low", "mode", "high"), through="parameter"),),
    ),
)
