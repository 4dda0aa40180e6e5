"""From the facts found in one document to the FACTS frame.

Belongs here: one row as a reader fills it, contexts and units looked up, and columns built at once rather than row by
row. Not: how a fact is found or its value read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

import polars as pl
from lxml import etree

from sources.edgar.contexts import Context, ContextReader
from sources.edgar.facts import DIMENSIONS, FACTS, VALUE
from sources.edgar.names import Names

_NAMED_AT_MOST: Final = 5
_SMALLEST_SCALE, _LARGEST_SCALE = -(2**15), 2**15 - 1


class FactRow(NamedTuple):
    """A fact as its document gives it. `value` is the text of a decimal that fits the value column."""

    fact_id: str | None
    concept: str
    concept_namespace: str | None
    is_numeric: bool
    value: str | None
    value_text: str | None
    unit: str | None
    decimals: str | None
    precision: str | None
    is_nil: bool
    is_hidden: bool
    sign: str | None
    scale: int | None
    format: str | None
    displayed: str | None
    context_id: str | None
    target: str | None
    problem: str | None


class Found(NamedTuple):
    """What a reader found in a document."""

    rows: list[FactRow]
    #: The element behind each row.
    elements: list[etree._Element]
    references: ContextReader
    damage: list[str]


def joined(*problems: str | None) -> str | None:
    """Several reasons as one; null when there is none."""
    return "; ".join(problem for problem in problems if problem) or None


def whole_number(text: str | None) -> int | None:
    """A scale, as far as the column holds it."""
    try:
        number = int(text) if text else None
    except ValueError:
        return None
    return number if number is not None and _SMALLEST_SCALE <= number <= _LARGEST_SCALE else None


def declared_names(root: etree._Element, body_declarations: int) -> Names:
    """Names of a document whose root declares all prefixes, or (slower) of one that declares some further down."""
    declared: dict[str | None, str] = dict(root.nsmap)
    count = sum(1 for prefix in declared if prefix is not None)
    return Names(declared, is_global=count == body_declarations)


def missing(kind: str, references: Iterable[str | None], known: dict[str, Any]) -> str | None:
    """A line on references that lead nowhere: "12 facts refer to missing contexts: c-4, c-7 …"."""
    lost = [reference or "(none)" for reference in references if reference not in known]
    if not lost:
        return None
    distinct = dict.fromkeys(lost)
    some = ", ".join(islice(distinct, _NAMED_AT_MOST)) + (" …" if len(distinct) > _NAMED_AT_MOST else "")
    facts, verb = ("fact", "refers") if len(lost) == 1 else ("facts", "refer")
    plural = "s" if len(distinct) > 1 else ""
    return f"{len(lost)} {facts} {verb} to missing {kind}{plural}: {some}"


def facts_frame(rows: Sequence[FactRow], contexts: dict[str, Context], constant: dict[str, Any]) -> pl.DataFrame:
    """The FACTS frame of these rows, in their order; `constant` holds the columns of the filing."""
    columns: dict[str, Any] = dict(zip(FactRow._fields, zip(*rows, strict=True), strict=True)) if rows else {}
    place = {name: number for number, name in enumerate(contexts)}
    at = pl.Series([place.get(one) for one in columns.get("context_id", ())], dtype=pl.UInt32)
    about = _contexts_frame(list(contexts.values()))
    series = {name: about[name].gather(at) for name in about.columns} | {
        name: pl.Series(name, values, dtype=pl.String if name == "value" else FACTS[name], strict=True)
        for name, values in columns.items()
    }
    series["fact_no"] = pl.Series(range(1, len(rows) + 1), dtype=pl.Int32)
    return pl.DataFrame([column.alias(name) for name, column in series.items()]).select(
        _column(name, kind, series, constant) for name, kind in FACTS.items()
    )


def _column(name: str, kind: pl.DataType, series: dict[str, pl.Series], constant: dict[str, Any]) -> pl.Expr:
    if name in series:
        column = pl.col(name)
        return column.cast(VALUE) if name == "value" else column
    return pl.lit(constant.get(name), dtype=kind).alias(name)


def _contexts_frame(contexts: list[Context]) -> pl.DataFrame:
    """The context columns, one row per context."""
    return pl.DataFrame(
        [
            pl.Series("entity", [one.entity for one in contexts], dtype=pl.String),
            pl.Series("period_type", [one.period_type for one in contexts], dtype=pl.String),
            pl.Series("period_start", [one.start for one in contexts], dtype=pl.Date),
            pl.Series("period_end", [one.end for one in contexts], dtype=pl.Date),
            _dimensions(contexts),
        ]
    )


def _dimensions(contexts: list[Context]) -> pl.Series:
    """The dimensions of each context as one list column, built from its flat parts (a fraction of the time)."""
    flat = [(number, *one) for number, context in enumerate(contexts) for one in context.dimensions]
    owner, axis, member, is_typed = zip(*flat, strict=True) if flat else ((), (), (), ())
    parts = pl.DataFrame(
        {"owner": owner, "axis": axis, "member": member, "is_typed": is_typed},
        schema={"owner": pl.UInt32, "axis": pl.String, "member": pl.String, "is_typed": pl.Boolean},
    )
    lists = (
        parts.select("owner", pl.struct("axis", "member", "is_typed").alias("dimensions"))
        .group_by("owner", maintain_order=True)
        .agg("dimensions")
    )
    place = {number: at for at, number in enumerate(lists["owner"].to_list())}
    none = len(place)
    all_lists = pl.concat([lists["dimensions"], pl.Series("dimensions", [[]], dtype=DIMENSIONS)])
    return all_lists.gather([place.get(number, none) for number in range(len(contexts))]).alias("dimensions")
