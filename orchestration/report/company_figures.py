"""The figures of the companies: revenue in China, exposure to a levy, and the levy by scenario and by year."""

from __future__ import annotations

from typing import Final

from orchestration.report import alt
from orchestration.report.figure import Figure
from orchestration.report.tables import Column

FILINGS: Final = "Filings with the SEC; each row names its own"
PERIOD: Final = ("fiscal_year", "fiscal_quarter", "period_end")
CHINA_KEYS: Final = ("ticker", "fiscal_year", "fiscal_quarter", "geography_basis", "version")

# Columns that several of the figures have.
COMPANY: Final = Column("Company", ("ticker",))
YEAR: Final = Column("Year", ("fiscal_year",), "plain")
BASIS: Final = Column("Basis", ("geography_basis",), "words")
CHINA_REVENUE: Final = Column("China revenue", ("china_revenue_usd",), "usd")
OF_REVENUE: Final = Column("Of all revenue", ("china_of_revenue_share",), "share")
LEVY_BOUNDS: Final = Column("Levy, low to high", ("levy_low_usd", "levy_high_usd"), "usd")
OF_RND: Final = Column("Of R&D", ("levy_of_rnd_share",), "share")
WHY_NONE: Final = Column("Why none", ("null_reason",))
FILING: Final = Column("Filing", ("accession", "cik"), "filing")

EXPOSURE: Final = Figure(
    name="sector-exposure",
    title="China’s share of revenue, and the article’s levy on it against R&D expense",
    table="levy.exposure",
    keys=("ticker", "fiscal_year", "geography_basis"),
    columns=(
        Column("Company", ("company_name",)),
        YEAR,
        Column("Year ends", ("period_end",), "day"),
        BASIS,
        Column("Scope", ("china_scope",), "scope"),
        Column("China’s share", ("china_of_revenue_share",), "share"),
        Column("Low to high", ("china_of_revenue_low_share", "china_of_revenue_high_share"), "share"),
        Column("Figure is", ("china_source",), "words"),
        Column("Confidence", ("confidence",), "words"),
        Column("Comparable with", ("comparable_tickers",)),
        Column("Rate of the levy", ("rate_share",), "share"),
        LEVY_BOUNDS,
        Column("Of R&D", ("levy_of_rnd_low_share", "levy_of_rnd_high_share"), "share"),
        Column(
            "Of operating income",
            ("levy_of_operating_income_low_share", "levy_of_operating_income_high_share"),
            "share",
        ),
        Column("Why no point", ("null_reason",)),
        FILING,
    ),
    basis="the filing’s own, beside each company; colours are bases",
    unit="per cent of the fiscal year’s revenue, and of its R&D expense; each company’s newest year with a figure",
    source="Filings with the SEC; quotations of them where no document of the filing is available",
    known="period_end",
    alt=alt.exposure,
    empty="No company in the data has a share of revenue from China.",
    drawn_by="exposure.sector",
    explained="china_of_revenue_share",
    reading="A dot is the share, on a pale bar between its bounds. An outlined bar without a dot has bounds only: a "
    "percentage that others quote, whose filing was not seen. Only companies with the same colour (basis) and the same "
    "scope of China compare, in years that end within twelve months of each other.",
)
CHINA_BY_QUARTER: Final = Figure(
    name="china-revenue-by-quarter",
    title="Revenue in China by quarter",
    table="levy.china_revenue",
    keys=CHINA_KEYS,
    columns=(
        COMPANY,
        Column("Quarter", PERIOD, "fiscal"),
        BASIS,
        CHINA_REVENUE,
        OF_REVENUE,
        Column("How", ("derivation",), "words"),
        WHY_NONE,
        FILING,
    ),
    basis="as the filer assigns revenue to places, or its segment named after China; never mixed",
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
    table="levy.china_revenue",
    keys=CHINA_KEYS,
    columns=(
        COMPANY,
        Column("Year", PERIOD, "fiscal"),
        BASIS,
        CHINA_REVENUE,
        OF_REVENUE,
        Column("Known", ("known_at",), "day"),
        FILING,
    ),
    basis="as the filer assigns revenue to places; each basis is a series of its own",
    unit="US dollars, fiscal year, latest known version",
    source=FILINGS,
    known="known_at",
    alt=alt.years,
    empty="No company in the data reports its revenue in China by year.",
    drawn_by="revenue.china_revenue_by_year",
    explained="china_revenue_usd",
    reading="Each company has a scale of its own. Labels are in billions.",
)
LEVY_WEIGHT: Final = Figure(
    name="levy-weight",
    title="The levy against R&D expense and operating income, by scenario",
    table="levy.levy_due",
    keys=("ticker", "fiscal_year", "fiscal_quarter", "scenario_id"),
    columns=(
        COMPANY,
        Column("Year", PERIOD, "fiscal"),
        Column("Scenario", ("scenario_label",)),
        LEVY_BOUNDS,
        Column("Levy, point", ("levy_usd",), "usd"),
        OF_RND,
        Column("Of operating income", ("levy_of_operating_income_share",), "share"),
        WHY_NONE,
    ),
    basis="each scenario's own: all China revenue, licensed product revenue, or each product by the regime of its day",
    unit="per cent of the fiscal year's R&D expense and of its operating income",
    source="Filings; scenarios and product revenue as cited under Evidence",
    known="known_at",
    alt=alt.weight,
    empty="No fiscal year has both a levy and R&D expense.",
    drawn_by="levy.levy_weight",
    explained="levy_usd",
    reading="Each company's newest fiscal year that has a levy and R&D expense; no bar of operating income where it is "
    "negative or not available. The article's rule taxes every dollar from China; "
    "what was announced, and what is in force, reach only licensed products.",
)
LEVY_BY_YEAR: Final = Figure(
    name="levy-by-year",
    title="15 % of all China revenue, year by year",
    table="rnd.levy_vs_rnd",
    keys=("ticker", "fiscal_year", "scenario_id"),
    columns=(
        COMPANY,
        YEAR,
        BASIS,
        Column("Levy", ("levy_usd",), "usd"),
        Column("R&D expense", ("rnd_expense_usd",), "usd"),
        OF_RND,
        Column("Newest year whose R&D it covers", ("rnd_year_covered",), "plain"),
        WHY_NONE,
    ),
    basis="all revenue booked in China, on the geography basis of the filing",
    unit="US dollars, fiscal year; labels in billions",
    source="Filings; the article for its rate and its amount",
    known="known_at",
    alt=alt.levies,
    empty="No fiscal year has China revenue.",
    drawn_by="levy.levy_against_article",
    beside=("article_figures",),
    explained="levy_usd",
    reading="The line is the amount that the article gives for every year. Each company has a scale of its own.",
)
