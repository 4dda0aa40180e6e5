"""The schemas of all frames that leave `sources.edgar`: facts, filings, companies, documents and passages.

Column order is part of a schema. How a source is parsed is in its module; what a fact means is decided in dbt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

import polars as pl

#: 20 digits before the point and 18 behind it: any reported amount in any currency, and any reported ratio.
VALUE: Final = pl.Decimal(38, 18)
UTC: Final = pl.Datetime("us", "UTC")
DIMENSIONS: Final = pl.List(pl.Struct({"axis": pl.String, "member": pl.String, "is_typed": pl.Boolean}))

#: One row per fact as reported in one document (duplicates and nil included), or per companyfacts entry.
FACTS: Final[dict[str, pl.DataType]] = {
    # the filing
    "cik": pl.String(),  # ten digits, of the filer
    "accession": pl.String(),  # 0001045810-25-000230; null when a single file does not show it
    "form": pl.String(),  # 10-K, 10-Q/A, …
    "filed": pl.Date(),
    "accepted_at": UTC,  # when EDGAR accepted the filing
    "fiscal_year_focus": pl.Int32(),  # of companyfacts: the fiscal year that the filing's cover page names
    "source_kind": pl.String(),  # inline_xbrl | xbrl_instance | companyfacts | curated
    "document": pl.String(),  # file name inside the filing
    # the fact's place
    "fact_no": pl.Int32(),  # 1, 2, … in document order
    "fact_id": pl.String(),  # the id attribute; null where there is none
    # the fact
    "concept": pl.String(),  # us-gaap:Revenues — usual prefix of the namespace, not the document's own
    "concept_namespace": pl.String(),
    "is_numeric": pl.Boolean(),
    "value": VALUE,  # sign, scale and format applied; null when nil, not numeric, unreadable or too wide
    "value_text": pl.String(),  # the same, exact and canonical, however wide; for dei text facts, the text
    "unit": pl.String(),  # USD | USD/shares | shares | pure | nvda:investment
    "decimals": pl.String(),  # -6 | INF | null
    "precision": pl.String(),  # older instances
    "is_nil": pl.Boolean(),
    # how the document showed it
    "is_hidden": pl.Boolean(),  # in ix:hidden
    "sign": pl.String(),  # "-" or null
    "scale": pl.Int16(),
    "format": pl.String(),  # ixt:num-dot-decimal, ixt-sec:numwordsen, …
    "displayed": pl.String(),  # the text a reader sees, before any transform
    # the context
    "context_id": pl.String(),
    "entity": pl.String(),  # the entity identifier of the context
    "period_type": pl.String(),  # instant | duration | forever
    "period_start": pl.Date(),  # first day; null for an instant
    "period_end": pl.Date(),  # last day, or the instant's day
    "dimensions": DIMENSIONS,  # sorted by axis; [] when there are none
    "target": pl.String(),  # ix target document, usually null
    "problem": pl.String(),  # why the value could not be read; null when it could
}

#: One row per filing that a submissions file lists.
FILINGS: Final[dict[str, pl.DataType]] = {
    "cik": pl.String(),
    "accession": pl.String(),
    "form": pl.String(),
    "filed": pl.Date(),
    "report_date": pl.Date(),  # the period the filing reports on
    "accepted_at": UTC,
    "primary_document": pl.String(),
    "is_xbrl": pl.Boolean(),
    "is_inline_xbrl": pl.Boolean(),
    "size_bytes": pl.Int64(),
    "accepted_at_as_listed": UTC,  # EDGAR's own time where `accepted_at` was corrected (`api.acceptance`); else null
}

#: One row per company that has a submissions file.
COMPANIES: Final[dict[str, pl.DataType]] = {
    "cik": pl.String(),
    "entity_name": pl.String(),
    "tickers": pl.String(),  # joined with a comma, as listed
    "sic": pl.String(),
    "fiscal_year_end": pl.String(),  # MMDD as registered: information only, not used for fiscal periods
}

#: One row per document or API answer that was read.
DOCUMENTS: Final[dict[str, pl.DataType]] = {
    "cik": pl.String(),
    "accession": pl.String(),  # null for API answers
    "document": pl.String(),
    "source_kind": pl.String(),  # inline_xbrl | xbrl_instance | companyfacts | submissions | unreadable
    "address": pl.String(),  # on sec.gov, also when it was fetched from a mirror
    "sha256": pl.String(),
    "size_bytes": pl.Int64(),
    "row_count": pl.Int64(),
    "damage": pl.String(),  # null when whole; otherwise what is wrong with it, or why it cannot be read
    "damage_code": pl.String(),  # the worst of it, one of `damage.DAMAGE_CODES`
    "extractor": pl.String(),  # version of the code that read it
}

#: Sentences in which a document states how it assigns revenue to places, or what China includes. SQL interprets them.
PASSAGES: Final[dict[str, pl.DataType]] = {
    "cik": pl.String(),
    "accession": pl.String(),
    "document": pl.String(),
    "passage_no": pl.Int32(),
    "facts_away": pl.Int32(),  # 0 = inside or next to a geographical split; larger = further, counted in facts
    "fact_no": pl.Int32(),  # of the nearest fact of a geographical split, which distinguishes two splits of a document
    "text": pl.String(),
}


def frame(rows: Iterable[Mapping[str, Any]] | Mapping[str, list[Any]], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """A frame of exactly this schema from row mappings or from columns. Missing columns become null."""
    if isinstance(rows, Mapping):
        height = max((len(v) for v in rows.values()), default=0)
        columns = {name: rows.get(name, [None] * height) for name in schema}
        return pl.DataFrame(columns, schema=schema)
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def canonical(value: Decimal) -> str:
    """Exact plain text of a decimal: no exponent, no trailing zeros, no minus zero."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
