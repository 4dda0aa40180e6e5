"""What the schemas of landed tables promise. Belongs here: columns, keys and values that must be there, of filings' own
tables. Not: knowledge of filings, which is SQL (`dbt_project/tests/landing`).
"""

from __future__ import annotations

from typing import Final

from orchestration.quality.expectation import Expectation, broken_rows, columns_as_promised, repeated_rows
from orchestration.quality.parquet import duckdb_types
from orchestration.warehouse.build_database import COMPANY_TABLES
from sources.edgar.table_files import SCHEMAS

#: The columns that name a row, by table of the landing schema.
KEYS: Final = {
    "facts": ("cik", "accession", "document", "fact_no"),
    "companyfacts": ("cik", "accession", "document", "fact_no"),
    "filings": ("cik", "accession"),
    "registrants": ("cik",),
    "documents": ("cik", "accession", "source_kind", "document"),
    "passages": ("cik", "accession", "document", "passage_no"),
}
#: Columns that hold a value in every row.
ALWAYS: Final = {
    "facts": ("cik", "source_kind", "document", "fact_no", "concept", "is_numeric"),
    "companyfacts": ("cik", "accession", "source_kind", "concept", "value", "unit", "period_end", "filed"),
    "filings": ("cik", "accession", "form", "filed", "accepted_at"),
    "registrants": ("cik",),
    "documents": ("cik", "document", "source_kind", "sha256", "row_count", "extractor"),
    "passages": ("cik", "document", "text"),
}


def schema_promises() -> list[Expectation]:
    """Columns, keys and values that must be there, for every table of the landing schema."""
    found: list[Expectation] = []
    for table, file in COMPANY_TABLES.items():
        name, key = f"landing.{table}", ", ".join(KEYS[table])
        empty = broken_rows(name, [(column, f"{column} is null") for column in ALWAYS[table]])
        found += [
            columns_as_promised("landing", name, duckdb_types(SCHEMAS[file.removesuffix(".parquet")])),
            Expectation("landing", "rows_are_unique", name, key, "error", "0 rows", repeated_rows(name, key)),
            Expectation("landing", "values_are_there", name, ", ".join(ALWAYS[table]), "error", "0 rows", empty),
        ]
    return found
