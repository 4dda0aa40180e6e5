"""The queries of the report: reading them from `sql/` and running them on the published file.

A query reads only published tables and computes no business number; a number that is missing is added to a mart. The
page shows each query unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl

from orchestration.report.fault import ReportFault

SQL: Final = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Answer:
    """One query and its result on the published file."""

    name: str
    sql: str
    frame: pl.DataFrame

    def rows(self) -> list[dict[str, Any]]:
        """The rows, by column name."""
        return self.frame.to_dicts()


class Answers(Mapping[str, Answer]):
    """The results of every query of the report on one published file, by name of the query's file."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._answers = {answer.name: answer for answer in answers}

    def __getitem__(self, name: str) -> Answer:
        return self._answers[name]

    def __iter__(self) -> Any:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)


def ask_all(published_file: Path) -> Answers:
    """Run every query on one connection, so that all results are of one version.

    Raises ReportFault naming the query when the file lacks a table or column of the query.
    """
    answers = []
    with duckdb.connect(str(published_file), read_only=True) as con:
        con.execute("set TimeZone = 'UTC'")
        for path in sorted(SQL.glob("*.sql")):
            sql = path.read_text(encoding="utf-8").strip()
            try:
                frame = con.sql(sql).pl()
            except duckdb.Error as fault:
                problem = str(fault).strip().splitlines()[0]
                raise ReportFault(
                    f"{published_file.name}: the report's query {path.name} fails ({problem}). "
                    "The file was built by another version of the code: run `tributary refresh`, which builds both."
                ) from None
            answers.append(Answer(path.stem, sql, frame))
    return Answers(answers)


def where(row: Mapping[str, Any], keys: Sequence[str]) -> str:
    """The SQL condition that finds this row again by the key columns of its table."""
    return " and ".join(f"{key} is null" if row[key] is None else f"{key} = {_literal(row[key])}" for key in keys)


def _literal(value: object) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, date | datetime):
        return f"'{value.isoformat()}'"
    return "'" + str(value).replace("'", "''") + "'"
