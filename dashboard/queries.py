"""The queries of the app: opening the published file, and running the queries under `sql/`.

Every figure comes from a mart or a macro of the warehouse; nothing is computed here. The file is opened for each page
by the path of its version, so the next page sees a version that is published meanwhile, and a page never mixes two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl

from dashboard.state import LevyRequest, SupplyRequest, address, levy_query, supply_query
from orchestration.lineage.row_query import open_read_only
from orchestration.runtime.paths import Home

SQL: Final = Path(__file__).parent / "sql"


class NothingPublished(Exception):
    """There is no published file; the text has the remedy."""


class NoAnswer(Exception):
    """The warehouse refuses the request; the text is its message, in one line."""


@dataclass(frozen=True)
class Warehouse:
    """One published version, used for one page."""

    file: Path

    @classmethod
    def find(cls, home: Home) -> Warehouse:
        """The version that is published now. Raises NothingPublished."""
        if not home.published_file.is_file():
            raise NothingPublished(f"Nothing is published in {home.published}. Run `tributary refresh` first.")
        return cls(home.published_file.resolve())

    def ask(self, name: str, parameters: Mapping[str, Any] | None = None) -> pl.DataFrame:
        """The answer to `sql/<name>.sql`, on a separate connection. Raises NoAnswer."""
        sql = (SQL / f"{name}.sql").read_text(encoding="utf-8")
        try:
            with open_read_only(self.file) as con:
                answer: pl.DataFrame = con.sql(sql, params=dict(parameters or {})).pl()
                return answer
        except duckdb.CatalogException as fault:
            raise NoAnswer(
                f"The published file was built by another version of the code ({_first_line(fault)}). "
                "Run `tributary refresh`."
            ) from None
        except duckdb.IOException as fault:
            raise NoAnswer(f"The published file cannot be opened: {_first_line(fault)}.") from None
        except duckdb.Error as fault:
            raise NoAnswer(_first_line(fault)) from None

    def levy(self, request: LevyRequest) -> pl.DataFrame:
        """The levy of every company and period, USD, with the stored scenario's beside it (levy.levy_what_if_borne)."""
        return self.ask(
            "levy_what_if",
            {
                "rate": request.rate,
                "base": request.base,
                "from_date": request.start,
                "pass_through": list(request.passed),
                "scenario": request.scenario,
                "asked": address(levy_query(request)),
            },
        )

    def supply(self, request: SupplyRequest) -> pl.DataFrame:
        """Accelerators a year with the stored scenario's beside them (capacity.supply_what_if)."""
        changes = {name: None if bounds is None else list(bounds) for name, bounds in request.changes.items()}
        return self.ask(
            "supply_what_if",
            {
                "scenario": request.scenario,
                "changes": changes or None,
                "from_year": request.from_year,
                "asked": address(supply_query(request)),
            },
        )


def _first_line(fault: duckdb.Error) -> str:
    """DuckDB's message, without the kind of the error and the full stop."""
    line = str(fault).strip().splitlines()[0].rstrip(".! ")
    return line.split(" Error: ", 1)[-1]
