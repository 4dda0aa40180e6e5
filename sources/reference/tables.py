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
    "share",
    "date",
    "enum",
    "geography",
    "regex",
    "accession",
    "qname",
    "xbrl_decimals",
    "url",
]


@dataclass(frozen=True)
class Column:
    """One column. `values` lists an enum's members; `default` fills an empty cell; `refers_to` is 'table.column'."""

    name: str
    kind: Kind = "string"
    required: bool = True
    values: tuple[str, ...] = ()
    default: str | None = None
    refers_to: str | None = None
    least: int | None = None


@dataclass(frozen=True)
class Needed:
    """`column` must be filled exactly when `when` holds one of `among` (any value at all when `among` is empty)."""

    column: str
    when: str
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One curated file. `unique` lists keys, `ordered` pairs of which the first may not exceed the second."""

    name: str
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...]
    ordered: tuple[tuple[str, str], ...] = ()
    needed: tuple[Needed, ...] = ()

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

#: How much "China" takes in. `unspecified`: the member says China and no more.
CHINA_SCOPES: Final = (
    "mainland",
    "including_hong_kong",
    "including_hong_kong_and_macau",
    "greater_china",
    "unspecified",
)

NOTE: Final = Column("note", required=False)

TABLES: Final[tuple[Table, ...]] = (
    Table(
        "sources",
        (Column("source_id"), Column("title"), Column("publisher"), Column("url", "url", required=False)),
        unique=(("source_id",),),
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
            Column("source_id", refers_to="sources.source_id"),
            NOTE,
        ),
        unique=(("accession", "concept", "period_start", "period_end", "axis", "member", "unit"),),
        ordered=(("period_start", "period_end"), ("period_end", "filed")),
        needed=(Needed("member", "axis"),),
    ),
    Table(
        "levy_scenarios",
        (
            Column("scenario_id"),
            Column("label"),
            Column("rate_share", "share"),
            Column("base", "enum", values=("china_revenue",)),
            Column("geography_basis", "enum", values=("as_reported", *GEOGRAPHY_BASES)),
            Column("effective_from", "date", required=False),
            NOTE,
            Column("source_id", refers_to="sources.source_id"),
        ),
        unique=(("scenario_id",),),
    ),
)
