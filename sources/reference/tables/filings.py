"""Companies, and the rules for reading their filings."""

from __future__ import annotations

from typing import Final

from sources.reference.tables.rules import FISCAL_DAYS, Column, Needed, Same, Spans, Table
from sources.reference.tables.vocabulary import (
    CHINA_SCOPES,
    GEOGRAPHY_BASES,
    METRICS,
    NOTE,
    PLAUSIBILITY_RULES,
    SOURCE,
)


def _pattern_rules(name: str, *found: Column, needed: tuple[Needed, ...] = ()) -> Table:
    """Rules that map a text to `found`. Of the rules whose pattern matches, the one of the lowest priority decides."""
    columns = (Column("rule_id"), Column("priority", "integer", least=1), Column("pattern", "regex"), *found, NOTE)
    return Table(name, columns, unique=(("rule_id",),), needed=needed)


#: Forms with figures of a period, and the reports of results before them.
FORMS: Final = tuple(
    form + end for form in ("10-K", "10-Q", "8-K", "20-F", "40-F", "6-K", "10-KT", "10-QT") for end in ("", "/A")
)

FILINGS: Final[tuple[Table, ...]] = (
    Table(
        "companies",
        (
            Column("ticker", "ticker"),
            Column("cik", "cik"),
            Column("name"),
            Column("fiscal_year_offset", "integer", required=False),  # empty: as annual reports name their years
            NOTE,
        ),
        unique=(("ticker",), ("cik",)),
        if_repeated=(
            (
                ("cik",),
                "A company is one row, however many classes of its shares are traded: keep the row with the ticker "
                "that the marts shall show, delete the other, and write its ticker into the note of the first.",
            ),
        ),
    ),
    Table(
        "former_ciks",
        (
            Column("ticker", "ticker"),  # a company that is no longer watched may stay
            Column("former_cik", "cik"),
            Column("until", "date"),
            NOTE,
        ),
        unique=(("former_cik",),),
        past=("until",),
    ),
    Table(
        "metric_concepts",
        (
            Column("metric", "enum", values=METRICS),
            Column("concept", "qname"),
            Column("ticker", "ticker", required=False),  # for this filer alone, before all other rules
            Column("priority", "integer", least=1),
            Column("sign", "integer", values=("1", "-1")),
            Column("valid_from", "date", required=False),
            Column("valid_to", "date", required=False),
            NOTE,
        ),
        unique=(("metric", "concept", "ticker", "valid_from"),),
        ordered=(("valid_from", "valid_to"),),
    ),
    _pattern_rules(
        "geography_members",
        Column("geography", "geography"),
        Column("scope", "enum", required=False, values=CHINA_SCOPES),
        needed=(Needed("scope", "geography", ("CN",)),),
    ),
    _pattern_rules("geography_scope_rules", Column("scope", "enum", values=CHINA_SCOPES)),
    _pattern_rules("geography_basis_rules", Column("geography_basis", "enum", values=GEOGRAPHY_BASES)),
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
    # China's share of a year's revenue as seen once, or without its filing: bounds, never a point.
    Table(
        "china_share_sightings",
        (
            Column("ticker", "ticker"),
            Column("fiscal_year", "integer", least=1990),
            Column("share_low", "share"),
            Column("share_high", "share"),
            Column("geography_basis", "enum", values=GEOGRAPHY_BASES),
            Column("scope", "enum", values=CHINA_SCOPES),
            SOURCE,
            NOTE,
        ),
        unique=(("ticker", "fiscal_year", "geography_basis"),),
        ordered=(("share_low", "share_high"),),
    ),
    # What makes a figure of a filing implausible; the rules are in int_implausible_values.
    Table(
        "plausibility_limits",
        (
            Column("rule", "enum", values=PLAUSIBILITY_RULES),
            Column("series", "enum", values=(*METRICS, "china_revenue")),
            Column("value", "decimal", least=0),
            Column("reason"),
        ),
        unique=(("rule", "series"),),
    ),
    # Figures that a rule calls implausible and a person has found to be true.
    Table(
        "accepted_values",
        (
            Column("ticker", "ticker"),
            Column("accession", "accession"),
            Column("metric", "enum", values=METRICS),
            Column("geography", "enum", values=("total", "CN")),
            Column("period_end", "date"),
            Column("value_usd", "decimal"),
            Column("accepted_on", "date"),
            Column("reason"),
            SOURCE,
        ),
        unique=(("accession", "metric", "geography", "period_end", "value_usd"),),
        ordered=(("period_end", "accepted_on"),),
    ),
    Table(
        "accepted_changes",
        (
            # the published build that the change is compared with
            Column("from_build_id"),
            # as in ops.changes, or a table
            Column("headline_id"),
            # as in ops.changes; of a table `all` of its figures that moved, or its `rows`, which are fewer
            Column("measure"),
            # what it is now, empty where there is none any more; of a table how many figures moved, or rows it has
            Column("value", "decimal", required=False),
            Column("accepted_on", "date"),
            Column("reason"),
        ),
        unique=(("from_build_id", "headline_id", "measure"),),
    ),
    Table(
        "headline_tolerances",
        (
            Column("table_name"),
            Column("measure"),
            # how much of its value a figure may move without a new filing or a new curated row
            Column("tolerance_share", "share"),
            Column("reason"),
        ),
        unique=(("table_name", "measure"),),
    ),
    Table(
        "curated_facts",
        (
            Column("cik", "cik"),
            Column("accession", "accession"),
            Column("form", "enum", values=FORMS),
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
            # document: read in the filing or a table quoted from it; mixed: as others quote the filing
            Column("confidence", "enum", values=("document", "mixed")),
            SOURCE,
            NOTE,
            # the value again, amounts in millions and shares in percent: a slip in one of the two is seen
            Column("typed_again", "decimal", required=False),
        ),
        unique=(("accession", "concept", "period_start", "period_end", "axis", "member", "unit"),),
        ordered=(("period_start", "period_end"), ("period_end", "filed")),
        needed=(Needed("member", "axis"),),
        same=(Same(("accession",), ("cik", "form", "filed")), Same(("cik", "concept"), ("unit",))),
        spans=(Spans("period_start", "period_end", FISCAL_DAYS),),
        past=("filed",),
        of_company="cik",
    ),
)
