"""One figure of the report: its chart, table, basis, unit and source. The figures themselves are in `figures`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from orchestration.report import alt
from orchestration.report.queries import Answer, Answers, where
from orchestration.report.tables import Column

if TYPE_CHECKING:  # loads Altair
    from orchestration.report.charts.theme import Theme

#: Columns that differ with every run and are not drawn.
OF_THE_RUN: Final = ("started_at",)


@dataclass(frozen=True)
class Figure:
    """One figure of the page: a chart, its table, basis, unit and source."""

    name: str
    title: str
    table: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    basis: str
    unit: str
    source: str
    #: Column whose newest day is the figure's as-of day.
    known: str
    #: The text alternative of the chart.
    alt: Callable[[alt.Rows], str]
    #: The text shown where there is nothing to draw.
    empty: str
    #: The chart function that draws it, as module and name under `charts/`; loaded only when a chart is drawn.
    drawn_by: str
    #: Further queries whose answers the function is given, after that of `query`.
    beside: tuple[str, ...] = ()
    #: Column that must not be null in the row of the `tributary explain` example; empty where the command does not
    #: apply.
    explained: str = ""
    #: The documentation of the method.
    method: str = ""
    reading: str = ""

    @property
    def query(self) -> str:
        """The name of its query under `sql/`, and of the figure in the template."""
        return self.name.replace("-", "_")

    def frames(self, answers: Answers) -> list[pl.DataFrame]:
        """The frames of the chart, without the columns that differ with every run."""
        return [answers[query].frame.drop(OF_THE_RUN, strict=False) for query in (self.query, *self.beside)]

    def chart(self, answers: Answers, theme: Theme) -> Any:
        """The figure as an Altair chart; None where there is nothing to draw."""
        module, function = self.drawn_by.split(".")
        draw = getattr(import_module(f"orchestration.report.charts.{module}"), function)
        return draw(*self.frames(answers), theme)


def command(figure: Figure, answer: Answer) -> str | None:
    """The `tributary explain` for the newest number of a figure; None where the command does not apply."""
    found = alt.known(answer.rows(), figure.explained) if figure.explained else []
    if not found:
        return None
    dated = alt.known(found, figure.known)
    newest = max(dated, key=lambda row: row[figure.known]) if dated else found[-1]
    return f'tributary explain {figure.table} --where "{where(newest, figure.keys)}" --column {figure.explained}'
