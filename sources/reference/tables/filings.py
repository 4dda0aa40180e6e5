"""Companies, and the rules for reading their filings."""

from __future__ import annotations

from typing import Final

from sources.reference.tables.rules import Column, Needed, Table
from sources.reference.tables.vocabulary import CHINA_SCOPES, GEOGRAPHY_BASES, METRICS, NOTE, SOURCE

FILINGS: Final[tuple[Table, ...]] = (
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
            Column("ticker", "ticker"),  # a company that is no longer watched may stay
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
)
