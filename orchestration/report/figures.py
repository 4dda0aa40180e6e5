"""The figures of the report, as data: what each shows, its basis, unit and source, and how it is explained."""

from __future__ import annotations

from functools import partial
from typing import Final

from orchestration.report import alt
from orchestration.report.company_figures import (
    CHINA_BY_QUARTER,
    CHINA_BY_YEAR,
    EXPOSURE,
    LEVY_BY_YEAR,
    LEVY_WEIGHT,
)
from orchestration.report.figure import Figure
from orchestration.report.tables import Column

# Columns that several of the figures have.
SOURCE: Final = Column("Source", ("source_id",), "source")
YEAR: Final = Column("Year", ("year",), "plain")
UNITS: Final = (
    Column("p5", ("units_p5",), "count"),
    Column("Median", ("units_p50",), "count"),
    Column("p95", ("units_p95",), "count"),
)
BINDS: Final = Column("Binds most often", ("most_often_binds",), "words")

YIELDS: Final = Figure(
    name="yield-claims",
    title="Claimed yields, before and after normalisation",
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
        SOURCE,
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
supply_figure = partial(
    Figure,
    table="capacity.accelerator_supply",
    keys=("scenario_id", "year"),
    source="Capacity claims and stated assumptions: capacity.supply_inputs",
    known="started_at",
    method="docs/capacity_supply.md",
)
SOURCES: Final = supply_figure(
    name="supply-by-source",
    title="What China makes with and without foreign dies and memory",
    columns=(
        Column("What counts", ("scenario_label",)),
        YEAR,
        *UNITS,
        Column("Sold", ("units_sold_p50",), "count"),
        Column("In stock at the end of the year", ("stock_units_p50",), "count"),
        BINDS,
        Column("Depends most on", ("most_sensitive_label",)),
        Column("Which rests on", ("most_sensitive_rests_on",), "words"),
    ),
    basis="four scenarios of sources: dies that TSMC made, and imported or stockpiled memory, counted in or left out",
    unit="accelerators a year, simulated; p5, median and p95 of the draws",
    alt=alt.sources,
    empty="The simulation has no scenarios of sources.",
    drawn_by="supply.supply_by_source",
    reading="Once the foreign stock is used up, the scenarios meet: what is left is domestic. An open mark depends "
    "most on an assumption that no claim supports.",
)
SUPPLY: Final = supply_figure(
    name="accelerator-supply",
    title="How many accelerators China can make from all sources, and what limits it",
    columns=(
        YEAR,
        *UNITS,
        Column("Logic alone would allow", ("units_logic_p50",), "count"),
        Column("Memory alone", ("units_memory_p50",), "count"),
        Column("Packaging alone", ("units_packaging_p50",), "count"),
        BINDS,
        Column("Logic binds", ("logic_binds_share",), "share"),
        Column("Memory binds", ("memory_binds_share",), "share"),
        Column("Packaging binds", ("packaging_binds_share",), "share"),
    ),
    basis="all sources, dies that TSMC made and foreign memory included; inputs as the claims give, or as assumed",
    unit="accelerators a year, simulated; p5, median and p95 of the draws",
    alt=alt.supply,
    empty="The simulation has no result for the base scenario.",
    drawn_by="supply.supply_fan",
)
SCENARIOS: Final = supply_figure(
    name="supply-by-scenario",
    title="How much depends on the assumptions",
    columns=(
        Column("Scenario", ("scenario_label",)),
        *UNITS,
        BINDS,
        Column("What it assumes", ("note",)),
    ),
    basis="all sources; one assumption changed at a time",
    unit="accelerators in the last year of the simulation; p5, median and p95",
    alt=alt.scenarios,
    empty="The simulation has no scenarios.",
    drawn_by="supply.supply_scenarios",
)
_SUBSTITUTION = tuple(
    column
    for measure in ("compute", "bandwidth", "memory")
    for column in (
        Column(
            f"Domestic, by {measure}",
            (f"domestic_h20e_by_{measure}_p5", f"domestic_h20e_by_{measure}_p95"),
            "count",
        ),
        Column(
            f"Imported, by {measure}",
            (f"imported_h20e_by_{measure}_low", f"imported_h20e_by_{measure}_high"),
            "count",
        ),
    )
)
SUBSTITUTION: Final = Figure(
    name="substitution",
    title="Domestic supply against imports",
    table="capacity.substitution",
    keys=("scenario_id", "year"),
    columns=(
        YEAR,
        *_SUBSTITUTION,
        Column("Imports known to", ("imports_documented_until",), "day"),
        Column("Why no figure", ("imported_null_reason",)),
    ),
    basis="all sources, dies that TSMC made and foreign memory counted as domestic; in H20 of 96 GB",
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
    table="claims.article_claims",
    keys=("claim_id",),
    columns=(
        Column("Claim", ("short_name",)),
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
    table="watch.catalysts",
    keys=("catalyst_id",),
    columns=(
        Column("Signal", ("signal",)),
        Column("Theme", ("theme",)),
        Column("State", ("state",), "words"),
        Column("When", ("happened_from", "due_from"), "when"),
        Column("Days to due", ("days_to_due",), "plain"),
        Column("Last evidence", ("last_evidence",)),
        SOURCE,
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
    EXPOSURE, CHINA_BY_QUARTER, CHINA_BY_YEAR, LEVY_WEIGHT, LEVY_BY_YEAR, YIELDS, SOURCES, SUPPLY, SCENARIOS,
    SUBSTITUTION, CLAIMS, WATCH,
)  # fmt: skip
