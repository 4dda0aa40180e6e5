"""The figures of the report, as data: what each shows, its basis, unit and source, and how it is explained."""

from __future__ import annotations

from typing import Final

from orchestration.report import alt
from orchestration.report.figure import Figure
from orchestration.report.tables import Column

FILINGS: Final = "Filings with the SEC; each row names its own"
PERIOD: Final = ("fiscal_year", "fiscal_quarter", "period_end")

CHINA_BY_QUARTER: Final = Figure(
    name="china-revenue-by-quarter",
    title="Revenue in China by quarter",
    query="china_revenue_by_quarter",
    table="levy.china_revenue",
    keys=("ticker", "fiscal_year", "fiscal_quarter", "geography_basis", "version"),
    columns=(
        Column("Company", ("ticker",)),
        Column("Quarter", PERIOD, "fiscal"),
        Column("Basis", ("geography_basis",), "words"),
        Column("China revenue", ("china_revenue_usd",), "usd"),
        Column("Of all revenue", ("china_of_revenue_share",), "share"),
        Column("How", ("derivation",), "words"),
        Column("Why none", ("null_reason",)),
        Column("Filing", ("accession", "cik"), "filing"),
    ),
    basis="as the filer assigns revenue to places: billing location, or customer headquarters; never mixed",
    unit="US dollars, fiscal quarter, latest known version",
    source=FILINGS,
    known="known_at",
    alt=alt.quarters,
    empty="No company in the data reports its revenue in China by quarter.",
    drawn_by="revenue.china_revenue_by_quarter",
    explained="china_revenue_usd",
    method="docs/decisions/0002-first-report-or-unknown.md",
    reading="Two bars side by side are two figures for one quarter: the same sales, assigned by billing location "
    "and by customer headquarters. Nothing is subtracted across the two bases.",
)
CHINA_BY_YEAR: Final = Figure(
    name="china-revenue-by-year",
    title="Revenue in China by fiscal year",
    query="china_revenue_by_year",
    table="levy.china_revenue",
    keys=("ticker", "fiscal_year", "fiscal_quarter", "geography_basis", "version"),
    columns=(
        Column("Company", ("ticker",)),
        Column("Year", PERIOD, "fiscal"),
        Column("Basis", ("geography_basis",), "words"),
        Column("China revenue", ("china_revenue_usd",), "usd"),
        Column("Of all revenue", ("china_of_revenue_share",), "share"),
        Column("Known", ("known_at",), "day"),
        Column("Filing", ("accession", "cik"), "filing"),
    ),
    basis="as the filer assigns revenue to places; each basis is a series of its own",
    unit="US dollars, fiscal year, latest known version",
    source=FILINGS,
    known="known_at",
    alt=alt.years,
    empty="No company in the data reports its revenue in China by year.",
    drawn_by="revenue.china_revenue_by_year",
    explained="china_revenue_usd",
)
LEVY_WEIGHT: Final = Figure(
    name="levy-weight",
    title="The levy against R&D expense and operating income, by scenario",
    query="levy_weight",
    table="levy.levy_due",
    keys=("ticker", "fiscal_year", "fiscal_quarter", "scenario_id"),
    columns=(
        Column("Company", ("ticker",)),
        Column("Year", PERIOD, "fiscal"),
        Column("Scenario", ("scenario_label",)),
        Column("Levy, low to high", ("levy_low_usd", "levy_high_usd"), "usd"),
        Column("Levy, point", ("levy_usd",), "usd"),
        Column("Of R&D", ("levy_of_rnd_share",), "share"),
        Column("Of operating income", ("levy_of_operating_income_share",), "share"),
        Column("Why none", ("null_reason",)),
    ),
    basis="each scenario's own: all China revenue, licensed product revenue, or each product by the regime of its day",
    unit="per cent of the fiscal year's R&D expense and of its operating income",
    source="Filings; scenarios and product revenue as cited under Evidence",
    known="known_at",
    alt=alt.weight,
    empty="No fiscal year has both a levy and R&D expense.",
    drawn_by="levy.levy_weight",
    explained="levy_usd",
    reading="Each company's newest fiscal year that has both. The article's rule taxes every dollar from China; "
    "what was announced, and what is in force, reach only licensed products.",
)
LEVY_BY_YEAR: Final = Figure(
    name="levy-by-year",
    title="15 % of all China revenue, year by year",
    query="levy_by_year",
    table="rnd.levy_vs_rnd",
    keys=("ticker", "fiscal_year", "scenario_id"),
    columns=(
        Column("Company", ("ticker",)),
        Column("Year", ("fiscal_year",), "plain"),
        Column("Basis", ("geography_basis",), "words"),
        Column("Levy", ("levy_usd",), "usd"),
        Column("R&D expense", ("rnd_expense_usd",), "usd"),
        Column("Of R&D", ("levy_of_rnd_share",), "share"),
        Column("Newest year whose R&D it covers", ("rnd_year_covered",), "plain"),
        Column("Why none", ("null_reason",)),
    ),
    basis="all revenue booked in China, on either geography basis",
    unit="US dollars, fiscal year; labels in billions",
    source="Filings; the article for its rate and its amount",
    known="known_at",
    alt=alt.levies,
    empty="No fiscal year has China revenue.",
    drawn_by="levy.levy_against_article",
    beside=("article_figures",),
    explained="levy_usd",
    reading="The article gives the same amount for every year. The line is that amount.",
)
YIELDS: Final = Figure(
    name="yield-claims",
    title="Claimed yields, before and after normalisation",
    query="yields",
    table="capacity.yield_evidence",
    keys=("claim_id",),
    columns=(
        Column("Claim", ("claim_id",)),
        Column("Foundry", ("foundry",)),
        Column("Node", ("node_class",)),
        Column("Product", ("product",)),
        Column("Claimant", ("claimant",)),
        Column("Kind", ("kind",), "words"),
        Column("Known", ("known_on",), "day"),
        Column("Die, mm²", ("die_area_mm2",), "plain"),
        Column("As claimed", ("yield_low_share", "yield_high_share"), "share"),
        Column("On 666 mm²", ("yield_on_666mm2_low_share", "yield_on_666mm2_high_share"), "share"),
        Column("On 100 mm²", ("yield_on_100mm2_low_share", "yield_on_100mm2_high_share"), "share"),
        Column("Why not normalised", ("normalisation_reason",)),
        Column("Why it does not count", ("exclusion_reason",)),
        Column("Source", ("source_id",), "source"),
    ),
    basis="die yield by Murphy's model: each claim's defect density from its own die area, carried to one area",
    unit="good dies as a share of all dies; 7 nm and 5 nm class, SMIC and TSMC",
    source="Claims as made by others; each row names its own",
    known="known_on",
    alt=alt.yields,
    empty="There is no claim about these processes.",
    drawn_by="yields.yield_claims",
    method="docs/capacity.md",
    reading="A yield depends on the die area. A claim without a product of known area cannot be compared, "
    "and is shown only as stated.",
)
SUPPLY: Final = Figure(
    name="accelerator-supply",
    title="How many accelerators China can make, and what limits it",
    query="supply",
    table="capacity.accelerator_supply",
    keys=("scenario_id", "year"),
    columns=(
        Column("Year", ("year",), "plain"),
        Column("p5", ("units_p5",), "count"),
        Column("Median", ("units_p50",), "count"),
        Column("p95", ("units_p95",), "count"),
        Column("Logic alone would allow", ("units_logic_p50",), "count"),
        Column("Memory alone", ("units_memory_p50",), "count"),
        Column("Packaging alone", ("units_packaging_p50",), "count"),
        Column("Binds most often", ("most_often_binds",), "words"),
        Column("Logic binds", ("logic_binds_share",), "share"),
        Column("Memory binds", ("memory_binds_share",), "share"),
        Column("Packaging binds", ("packaging_binds_share",), "share"),
    ),
    basis="base scenario: every input at what the claims give, or at a stated assumption",
    unit="accelerators a year, simulated; p5, median and p95 of the draws",
    source="Capacity claims and stated assumptions: capacity.supply_inputs",
    known="started_at",
    alt=alt.supply,
    empty="The simulation has no result for the base scenario.",
    drawn_by="supply.supply_fan",
    method="docs/capacity_supply.md",
)
SCENARIOS: Final = Figure(
    name="supply-by-scenario",
    title="How much depends on the assumptions",
    query="supply_scenarios",
    table="capacity.accelerator_supply",
    keys=("scenario_id", "year"),
    columns=(
        Column("Scenario", ("scenario_label",)),
        Column("p5", ("units_p5",), "count"),
        Column("Median", ("units_p50",), "count"),
        Column("p95", ("units_p95",), "count"),
        Column("Binds most often", ("most_often_binds",), "words"),
        Column("What it assumes", ("note",)),
    ),
    basis="one assumption changed at a time",
    unit="accelerators in the last year of the simulation; p5, median and p95",
    source="Capacity claims and stated assumptions: capacity.supply_inputs",
    known="started_at",
    alt=alt.scenarios,
    empty="The simulation has no scenarios.",
    drawn_by="supply.supply_scenarios",
    method="docs/capacity_supply.md",
)
_SUBSTITUTION = tuple(
    column
    for measure, title in (("compute", "compute"), ("bandwidth", "bandwidth"), ("memory", "memory"))
    for column in (
        Column(
            f"Domestic, by {title}",
            (f"domestic_h20e_by_{measure}_p5", f"domestic_h20e_by_{measure}_p95"),
            "count",
        ),
        Column(
            f"Imported, by {title}",
            (f"imported_h20e_by_{measure}_low", f"imported_h20e_by_{measure}_high"),
            "count",
        ),
    )
)
SUBSTITUTION: Final = Figure(
    name="substitution",
    title="Domestic supply against imports",
    query="substitution",
    table="capacity.substitution",
    keys=("scenario_id", "year"),
    columns=(
        Column("Year", ("year",), "plain"),
        *_SUBSTITUTION,
        Column("Imports known to", ("imports_documented_until",), "day"),
        Column("Why no figure", ("imported_null_reason",)),
    ),
    basis="base scenario; one H20 of 96 GB is one, by compute, by memory bandwidth, by memory size",
    unit="H20 equivalents a year; domestic p5 to p95, imports low to high",
    source="Simulation; imports from documented product revenue and prices",
    known="started_at",
    alt=alt.substitution,
    empty="No year has domestic supply or imports.",
    drawn_by="supply.substitution",
    method="docs/capacity_supply.md",
    reading="The dashed line is the imports of the year before. A year without a blue mark has "
    "no documented imports yet; imports may exist.",
)
CLAIMS: Final = Figure(
    name="article-claims",
    title="The article's claims by verdict",
    query="claims",
    table="claims.article_claims",
    keys=("claim_id",),
    columns=(
        Column("Claim", ("claim_id",)),
        Column(
            "What the article says, and the reason of the verdict", ("claim", "verdict_reason", "evidence"), "reasoned"
        ),
        Column(
            "Its figure",
            ("stated_low", "stated_value", "stated_high", "stated_from", "stated_to", "stated_text"),
            "claimed",
        ),
        Column("Ours", ("found_low", "found_value", "found_high", "found_from", "found_to", "found_text"), "claimed"),
        Column("Verdict", ("verdict",), "verdict"),
        Column("Since", ("verdict_since",), "day"),
    ),
    basis="one rule for all verdicts; figures before estimates, estimates before statements",
    unit="claims; each figure in the claim's own unit",
    source="The article; evidence by claim in claims.claim_measures",
    known="evidence_known_on",
    alt=alt.verdicts,
    empty="There is no claim of the article.",
    drawn_by="claims.verdicts",
    method="docs/claims.md",
)
WATCH: Final = Figure(
    name="watch-list",
    title="What to watch, and when it is due",
    query="watch_list",
    table="watch.catalysts",
    keys=("catalyst_id",),
    columns=(
        Column("Signal", ("signal",)),
        Column("Theme", ("theme",)),
        Column("State", ("state",), "words"),
        Column("When", ("happened_from", "due_from"), "when"),
        Column("Days to due", ("days_to_due",), "plain"),
        Column("Last evidence", ("last_evidence",)),
        Column("Source", ("source_id",), "source"),
    ),
    basis="the state of each signal on the day it was last checked",
    unit="days, as exactly as they are known",
    source="Each row names its own",
    known="state_as_of",
    alt=alt.watch,
    empty="Nothing is on the watch list.",
    drawn_by="watch.watch_list",
    method="docs/claims.md",
)

FIGURES: Final[tuple[Figure, ...]] = (
    CHINA_BY_QUARTER, CHINA_BY_YEAR, LEVY_WEIGHT, LEVY_BY_YEAR, YIELDS, SUPPLY, SCENARIOS, SUBSTITUTION, CLAIMS, WATCH,
)  # fmt: skip
