"""EDGAR's companyfacts answer as facts.

Reads the JSON layout (taxonomy → concept → unit → entries) with exact numbers. It does not choose between entries of
one period, and it ignores `fp`, `frame` and `label`. `fy` is the fiscal year that the filing of an entry names on its
cover page, not that of the entry's period. Every entry is a row, so an entry that repeats another is a row too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any, Final

import polars as pl

from sources.edgar import json_text
from sources.edgar.schemas import DIMENSIONS, FACTS, VALUE, canonical

TOO_WIDE: Final = "too wide for DECIMAL(38,18)"
#: No reported number has more digits; with a larger exponent the text stays as written.
_MOST_DIGITS: Final = 1000
_WHOLE_DIGITS: Final = 20
_FRACTION_DIGITS: Final = 18
_TEXT: Final = ("accn", "form", "filed", "start", "end")


def read_companyfacts(data: bytes | Path, name: str) -> pl.DataFrame:
    """Every entry of a companyfacts answer in file order, as FACTS (`source_kind` companyfacts, no dimensions).

    Values are exact, in the entry's own unit: no number passes through a float. A null value is nil. Raises BadInput,
    with the place, for text that is not such JSON and for entries whose fields have the wrong type or are no dates.
    """
    content = json_text.read_json(data.read_bytes() if isinstance(data, Path) else data, name)
    cik = json_text.cik_of(content.get("cik"), name)
    series = list(_series(content.get("facts"), name))
    entries = [entry for _, _, listed in series for entry in listed]
    place = partial(_place, series)
    try:
        columns = {field: [entry.get(field) for entry in entries] for field in (*_TEXT, "val", "fy")}
    except AttributeError:
        row = next(row for row, entry in enumerate(entries) if not isinstance(entry, dict))
        raise json_text.wrong_type(name, place(row), "an object", entries[row]) from None
    text = {field: json_text.strings(columns[field], name, field, place) for field in _TEXT}
    value_text, problem = _values(columns["val"], name, place)
    lengths = [len(listed) for _, _, listed in series]
    given = {
        "accession": text["accn"],
        "form": text["form"],
        "filed": json_text.dates(text["filed"], name, place),
        "fiscal_year_focus": pl.Series([year if type(year) is int else None for year in columns["fy"]], dtype=pl.Int32),
        "fact_no": pl.Series(range(1, len(entries) + 1), dtype=pl.Int32),
        "concept": _repeated([concept for concept, _, _ in series], lengths),
        "value": value_text.set(problem.is_not_null(), None).cast(VALUE),
        "value_text": value_text,
        "unit": _repeated([unit for _, unit, _ in series], lengths),
        "is_nil": pl.Series([value is None for value in columns["val"]], dtype=pl.Boolean),
        "period_start": json_text.dates(text["start"], name, place),
        "period_end": json_text.dates(text["end"], name, place),
        "problem": problem,
    }
    return _facts(given, cik, name)


def _series(taxonomies: object, name: str) -> Iterator[tuple[str, str, list[Any]]]:
    """Concept (`taxonomy:Name`), unit and entries of each series, in file order. Raises BadInput for another shape."""
    for taxonomy, concepts in _members(taxonomies, name, "facts"):
        for local_name, about in _members(concepts, name, f"facts.{taxonomy}"):
            concept = f"{taxonomy}:{local_name}"
            units = about.get("units") if isinstance(about, dict) else about
            for unit, entries in _members(units, name, f"{concept}, units"):
                if not isinstance(entries, list):
                    raise json_text.wrong_type(name, f"{concept}, {unit}", "a list of entries", entries)
                yield concept, unit, entries


def _members(value: object, name: str, place: str) -> Iterable[tuple[str, Any]]:
    """The members of an object. Raises BadInput when it is not one."""
    if not isinstance(value, dict):
        raise json_text.wrong_type(name, place, "an object", value)
    return value.items()


def _place(series: list[tuple[str, str, list[Any]]], row: int) -> str:
    """Which entry of which concept and unit the row is."""
    for concept, unit, entries in series:
        if row < len(entries):
            return f"{concept}, {unit}, entry {row + 1}"
        row -= len(entries)
    raise IndexError(row)


def _repeated(words: list[str], times: list[int]) -> pl.Series:
    """Each word repeated once for each entry of its series."""
    return pl.Series(chain.from_iterable(map(repeat, words, times)), dtype=pl.String)


def _values(values: list[Any], name: str, place: json_text.Place) -> tuple[pl.Series, pl.Series]:
    """Exact text of each number, and why it does not fit the value column (null where it does).

    Raises BadInput for a value that is neither a number nor null.
    """
    texts: list[str | None] = []
    problems: list[str | None] = []
    for row, value in enumerate(values):
        kind = type(value)
        if kind is int:
            text = str(value)
            fits = len(text) <= _WHOLE_DIGITS or abs(value) < 10**_WHOLE_DIGITS
        elif kind is Decimal:
            text, fits = _exact(value)
        elif value is None:
            text, fits = None, True
        else:
            raise json_text.wrong_type(name, f"{place(row)}, val", "a number or null", value)
        texts.append(text)
        problems.append(None if fits else TOO_WIDE)
    return pl.Series("value_text", texts, dtype=pl.String), pl.Series("problem", problems, dtype=pl.String)


def _exact(value: Decimal) -> tuple[str, bool]:
    """Canonical text of a number, and whether the value column holds it without loss."""
    if abs(value.adjusted()) > _MOST_DIGITS and value:
        return str(value), False
    with localcontext() as context:
        context.prec = max(len(value.as_tuple().digits), 1)  # `canonical` must not round
        text = canonical(value)
    whole, _, fraction = text.lstrip("-").partition(".")
    return text, len(whole) <= _WHOLE_DIGITS and len(fraction) <= _FRACTION_DIGITS


def _facts(given: dict[str, pl.Series], cik: str, name: str) -> pl.DataFrame:
    """FACTS from the columns of an answer and the constant columns; columns that an answer never has are null."""
    constant = {
        "cik": pl.lit(cik),
        "source_kind": pl.lit("companyfacts"),
        "document": pl.lit(name),
        "is_numeric": pl.lit(value=True),
        "dimensions": pl.lit([], dtype=DIMENSIONS),
        "period_type": pl.when(pl.col("period_end").is_null())
        .then(None)
        .when(pl.col("period_start").is_null())
        .then(pl.lit("instant"))
        .otherwise(pl.lit("duration")),
    }
    table = pl.DataFrame([values.alias(column) for column, values in given.items()])
    return table.select(
        (constant[column] if column in constant else pl.col(column) if column in given else pl.lit(None))
        .cast(kind)
        .alias(column)
        for column, kind in FACTS.items()
    )
