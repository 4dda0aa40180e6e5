"""Schema expectations of the landed tables: columns, keys, and columns that must not be null.

Data tests of filings are SQL, in `dbt_project/tests/landing`.
"""

from __future__ import annotations

from typing import Final

from orchestration.quality.expectation import (
    Expectation,
    broken_rows,
    columns_as_declared,
    no_nulls,
    repeated_rows,
    unique,
)
from orchestration.quality.parquet import duckdb_types
from orchestration.warehouse.build_database import COMPANY_TABLES
from sources.edgar.table_files import SCHEMAS

#: The key columns of each table of the landing schema.
KEYS: Final = {
    "facts": ("cik", "accession", "document", "fact_no"),
    "companyfacts": ("cik", "accession", "document", "fact_no"),
    "filings": ("cik", "accession"),
    "registrants": ("cik",),
    "documents": ("cik", "accession", "source_kind", "document"),
    "passages": ("cik", "accession", "document", "passage_no"),
}
#: Columns that must not be null.
ALWAYS: Final = {
    "facts": ("cik", "source_kind", "document", "fact_no", "concept", "is_numeric"),
    "companyfacts": ("cik", "accession", "source_kind", "concept", "value", "unit", "period_end", "filed"),
    "filings": ("cik", "accession", "form", "filed", "accepted_at"),
    "registrants": ("cik",),
    "documents": ("cik", "document", "source_kind", "sha256", "row_count", "extractor"),
    "passages": ("cik", "document", "text"),
}


def landed_table_expectations() -> list[Expectation]:
    """The schema expectations of every table of the landing schema."""
    found: list[Expectation] = []
    for table, file in COMPANY_TABLES.items():
        name, key = f"landing.{table}", ", ".join(KEYS[table])
        empty = broken_rows(name, [(column, f"{column} is null") for column in ALWAYS[table]])
        always, key_columns = ALWAYS[table], KEYS[table]
        # A key with a null is not compared by Great Expectations.
        is_native = set(key_columns) <= set(always)
        found += [
            columns_as_declared("landing", name, duckdb_types(SCHEMAS[file.removesuffix(".parquet")])),
            Expectation(
                "landing", "unique_grain", name, key, "error", "0 rows", repeated_rows(name, key),
                natives=(unique(key_columns),) if is_native else (),
            ),
            Expectation(
                "landing", "not_null", name, ", ".join(always), "error", "0 rows", empty, natives=no_nulls(always)
            ),
        ]  # fmt: skip
    return found
