"""Write the curated tables for the warehouse: one Parquet file per table, and a list of the curated files themselves.

Writes the files, and converts curated facts to the facts schema. Loading and checking are in `load`.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import polars as pl

from sources.edgar.schemas import FACTS, canonical, frame
from sources.reference.load import load_reference
from sources.reference.loaded import label
from sources.reference.sidecars import KEYS, read_sidecar
from sources.reference.tables import TABLES

REFERENCE_FILES: Final[dict[str, pl.DataType]] = {
    "name": pl.String(),  # companies.csv
    "sha256": pl.String(),
    "row_count": pl.Int64(),
    **{key: pl.String() for key in KEYS},
}
CURATED_ROWS: Final[dict[str, pl.DataType]] = {
    "table_name": pl.String(),  # levy_regimes
    "row_key": pl.String(),  # the values of its first key, with commas between
    "cites": pl.String(),  # the sources and filings that it names, with commas between; null when it names none
    "content": pl.String(),  # its cells as JSON, by column
}
#: Curated facts have the schema of facts, and the confidence of each.
CURATED_FACTS: Final = FACTS | {"confidence": pl.String()}
#: Tables that are not written with the columns of their file.
WRITTEN: Final = {"curated_facts": CURATED_FACTS, "reference_files": REFERENCE_FILES, "curated_rows": CURATED_ROWS}


def write_reference(folder: Path, out_dir: Path) -> None:
    """Validate `folder`, then write a Parquet file for each table, for the list of files and for all rows as text.

    Nothing is written unless everything is valid; each file is replaced atomically. Raises ReferenceFaults.
    """
    reference = load_reference(folder)
    frames = reference | {
        "curated_facts": curated_fact_frame(reference),
        "reference_files": reference_files(folder, reference),
        "curated_rows": curated_rows(reference),
    }
    out_dir.mkdir(parents=True, exist_ok=True)
    for name, table in frames.items():
        _replace(table, out_dir / f"{name}.parquet")


def curated_fact_frame(reference: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The curated facts in the facts schema, numbered by row. `accepted_at` stays null: SQL adds it."""
    rows = reference["curated_facts"].iter_rows(named=True)
    return frame([_fact(number, row) for number, row in enumerate(rows, start=1)], CURATED_FACTS)


def _fact(number: int, row: dict[str, Any]) -> dict[str, Any]:
    filing = ("cik", "accession", "form", "filed", "document")
    place = ("concept", "value", "unit", "decimals", "period_start", "period_end")
    dimension = {"axis": row["axis"], "member": row["member"], "is_typed": False}
    return dict.fromkeys(CURATED_FACTS) | {
        **{name: row[name] for name in (*filing, *place, "confidence")},
        "source_kind": "curated",
        "fact_no": number,
        "is_numeric": True,
        "value_text": canonical(row["value"]),
        "displayed": None if row["typed_again"] is None else canonical(row["typed_again"]),
        "is_nil": False,
        "is_hidden": False,
        "entity": row["cik"],
        "period_type": "duration" if row["period_start"] else "instant",
        "dimensions": [dimension] if row["axis"] else [],
    }


def reference_files(folder: Path, reference: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """One row per curated CSV file: its hash, its number of rows, and the texts of its sidecar."""
    return frame(
        [
            {
                "name": f"{table.name}.csv",
                "sha256": hashlib.sha256((folder / f"{table.name}.csv").read_bytes()).hexdigest(),
                "row_count": reference[table.name].height,
                **read_sidecar(folder / f"{table.name}.yml", label(folder, f"{table.name}.yml"))[0],
            }
            for table in sorted(TABLES, key=lambda t: t.name)
        ],
        REFERENCE_FILES,
    )


def curated_rows(reference: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Every row of every curated table, as text: so that two builds can be compared row by row."""
    rows = []
    for table in sorted(TABLES, key=lambda table: table.name):
        citing = [c.name for c in table.columns if c.kind == "accession" or (c.refers_to or "").startswith("sources.")]
        for row in reference[table.name].iter_rows(named=True):
            cells = {name: _text(cell) for name, cell in row.items()}
            cited = [part for name in citing for part in (cells[name] or "").split(";") if part]
            rows.append(
                {
                    "table_name": table.name,
                    "row_key": ", ".join(cells[name] or "" for name in table.unique[0]),
                    "cites": ", ".join(cited) or None,
                    "content": json.dumps(cells, ensure_ascii=False),
                }
            )
    return frame(rows, CURATED_ROWS)


def _text(cell: object) -> str | None:
    if isinstance(cell, Decimal):
        return canonical(cell)
    return None if cell is None else str(cell)


def _replace(table: pl.DataFrame, path: Path) -> None:
    """Write a temporary file and rename it, so that a reader sees the old file or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            table.write_parquet(file)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
