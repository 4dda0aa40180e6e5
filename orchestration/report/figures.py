"""The figures of the report, as data. Belongs here: what each shows, on which basis, in which unit, from where, and how
it is explained. Not: how it is drawn (`charts/`) or set (`templates/`).

`explain` names the row that `tributary explain` is shown with: the condition's key columns, or a page of documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from orchestration.report import alt
from orchestration.report.queries import Answer, Answers, where
from orchestration.report.tables import Column

if TYPE_CHECKING:  # loads Altair
    from orchestration.report.charts.theme import Look

#: Columns that tell the run and are not drawn.
OF_THE_RUN: Final = ("started_at",)


@dataclass(frozen=True)
class Figure:
    """One figure of the page: a drawing, its table, and what a reader needs to judge it."""

    name: str
    title: str
    query: str
    table: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    basis: str
    unit: str
    source: str
    #: Column whose newest day is the figure's as-of day.
    known: str
    #: What the drawing says, for those who cannot see it.
    alt: Callable[[alt.Rows], str]
    #: What is said where there is nothing to draw.
    empty: str
    #: The chart function that draws it, as module and name under `charts/`; loaded only when something is drawn.
    drawn_by: str
    #: Other queries whose answers the function is given, after that of `query`.
    beside: tuple[str, ...] = ()
    #: Column that a row must have for `tributary explain` to be shown with it; empty where the command has no answer.
    explained: str = ""
    #: Where the method is written down.
    method: str = ""
    reading: str = ""

    def frames(self, answers: Answers) -> list[pl.DataFrame]:
        """All that the drawing is made from; without the columns that differ with every run."""
        return [answers[query].frame.drop(OF_THE_RUN, strict=False) for query in (self.query, *self.beside)]

    def chart(self, answers: Answers, look: Look) -> Any:
        """The figure as an Altair chart; None where there is nothing to draw."""
        module, function = self.drawn_by.split(".")
        draw = getattr(import_module(f"orchestration.report.charts.{module}"), function)
        return draw(*self.frames(answers), look)


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
    empty="No company at hand reports its revenue in China by quarter.",
    drawn_by="revenue.china_revenue_by_quarter",
    explained="china_revenue_usd",
    method="docs/decisions/0002-first-report-or-unknown.md",
    reading="Where two bars stand side by side, one quarter has two figures: the same sales, placed by where the bill "
    "goes, and by where the customer has its seat. Nothing is ever subtracted across the two.",
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
    empty="No company at hand reports its revenue in China by year.",
    drawn_by="revenue.china_revenue_by_year",
    explained="china_revenue_usd",
)
LEVY_WEIGHT: Final = Figure(
    name="levy-weight",
    title="What the levy weighs, by scenario",
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
    empty="No fiscal year at hand has both a levy and R&D expense.",
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
    empty="No fiscal year at hand has China revenue.",
    drawn_by="levy.levy_against_article",
    beside=("article_figures",),
    explained="levy_usd",
    reading="The article writes one amount into every year of its table. The line is that amount.",
)
YIELDS: Final = Figure(
    name="yield-claims",
    title="What is claimed of yields, before and after normalisation",
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
    empty="No claim about these processes is at hand.",
    drawn_by="yields.yield_claims",
    method="docs/capacity.md",
    reading="A yield means nothing without a die area. A claim that names no product of known area cannot be compared, "
    "and is shown only as it was made.",
)
SUPPLY: Final = Figure(
    name="accelerator-supply",
    title="How many accelerators China can make, and what stops it",
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
    title="How much depends on what is assumed",
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
    title="What China makes against what it buys",
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
    reading="The dashed line is what was imported in the year before. A year without a blue mark is a year of which "
    "no imports are documented yet, not a year without imports.",
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
    empty="No claim of the article is at hand.",
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
    basis="as each signal stood on the day it was last looked at",
    unit="days, as exactly as they are known",
    source="Each row names its own",
    known="state_as_of",
    alt=alt.watch,
    empty="Nothing is on the watch list.",
    drawn_by="watch.watch_list",
    method="docs/claims.md",
)

FIGURES: Final[Sequence[Figure]] = (
    CHINA_BY_QUARTER, CHINA_BY_YEAR, LEVY_WEIGHT, LEVY_BY_YEAR, YIELDS, SUPPLY, SCENARIOS, SUBSTITUTION, CLAIMS, WATCH,
)  # fmt: skip


def command(figure: Figure, answer: Answer) -> str | None:
    """The `tributary explain` that explains the newest number of a figure; None where the command has no answer."""
    found = alt.known(answer.rows(), figure.explained) if figure.explained else []
    if not found:
        return None
    # The newest row is the one that a reader asks about first; NVIDIA's stand last in every answer.
    return f'tributary explain {figure.table} --where "{where(found[-1], figure.keys)}" --column {figure.explained}'
