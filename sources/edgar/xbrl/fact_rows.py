"""Build the FACTS frame from the facts found in one document.

Looks up contexts and units, and builds whole columns at once rather than row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

import polars as pl
from lxml import etree

from sources.edgar.damage import Damage
from sources.edgar.schemas import DIMENSIONS, FACTS, VALUE
from sources.edgar.xbrl.contexts import Context, ContextReader, Dimension
from sources.edgar.xbrl.names import Names

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
    damage: list[Damage]


def joined(*problems: str | None) -> str | None:
    """Several reasons as one; null when there is none."""
    return "; ".join(problem for problem in problems if problem) or None


def whole_number(text: str | None) -> int | None:
    """A whole number that the column can hold; null for anything else."""
    try:
        number = int(text) if text else None
    except ValueError:
        return None
    return number if number is not None and _SMALLEST_SCALE <= number <= _LARGEST_SCALE else None


def declared_names(root: etree._Element, body_declarations: int) -> Names:
    """Names of a document. Faster when its root declares all prefixes than when some are declared further down."""
    declared: dict[str | None, str] = dict(root.nsmap)
    count = sum(1 for prefix in declared if prefix is not None)
    return Names(declared, is_global=count == body_declarations)


def damage_of(
    rows: Iterable[FactRow], unit_ids: Iterable[str | None], references: ContextReader, truncated_facts: int
) -> list[Damage]:
    """What is wrong with the facts of a document: cut off, or with a context or unit that is missing or not unique."""
    found = [
        Damage("truncated", f"facts cut off and left out: {truncated_facts}") if truncated_facts else None,
        _missing("context", (row.context_id for row in rows), references.contexts),
        _missing("unit", unit_ids, references.units),
        Damage("defined_twice", f"defined more than once: {', '.join(references.repeated[:5])}")
        if references.repeated
        else None,
    ]
    return [one for one in found if one]


def _missing(kind: str, references: Iterable[str | None], known: dict[str, Any]) -> Damage | None:
    """References that lead nowhere: "12 facts refer to missing contexts: c-4, c-7 …"."""
    lost = [reference or "(none)" for reference in references if reference not in known]
    if not lost:
        return None
    distinct = dict.fromkeys(lost)
    some = ", ".join(islice(distinct, _NAMED_AT_MOST)) + (" …" if len(distinct) > _NAMED_AT_MOST else "")
    facts, verb = ("fact", "refers") if len(lost) == 1 else ("facts", "refer")
    plural = "s" if len(distinct) > 1 else ""
    return Damage("reference_missing", f"{len(lost)} {facts} {verb} to missing {kind}{plural}: {some}")


def facts_frame(rows: Sequence[FactRow], contexts: dict[str, Context], constant: dict[str, Any]) -> pl.DataFrame:
    """The FACTS frame of these rows, in their order; `constant` holds the columns of the filing.

    Built from whole columns without polars' query engine, whose start alone takes 10 MB.
    """
    columns: dict[str, Any] = dict(zip(FactRow._fields, zip(*rows, strict=True), strict=True)) if rows else {}
    place = {name: number for number, name in enumerate(contexts)}
    none = len(place)
    at = [place.get(one, none) for one in columns.get("context_id", ())]
    series = _about(list(contexts.values()), at)
    series["fact_no"] = pl.Series(range(1, len(rows) + 1), dtype=pl.Int32)
    for name, values in columns.items():
        series[name] = (
            pl.Series(values, dtype=pl.String).cast(VALUE) if name == "value" else pl.Series(values, dtype=FACTS[name])
        )
    for name, kind in FACTS.items():
        if name not in series:
            series[name] = pl.Series([constant.get(name)], dtype=kind).new_from_index(0, len(rows))
    return pl.DataFrame([series[name].alias(name) for name in FACTS])


def _about(contexts: list[Context], at: list[int]) -> dict[str, pl.Series]:
    """The context columns of facts, by the positions of their contexts; the position after the last is no context."""
    # Many contexts share few combinations of dimensions, and converting these to polars lists takes the time.
    combinations: dict[tuple[Dimension, ...] | None, int] = {}
    of_context = [combinations.setdefault(tuple(one.dimensions), len(combinations)) for one in contexts]
    of_context.append(combinations.setdefault(None, len(combinations)))
    lists = [None if one is None else [part._asdict() for part in one] for one in combinations]
    dimensions = pl.DataFrame([pl.Series("dimensions", lists, dtype=DIMENSIONS)])
    blank = Context()
    table = pl.DataFrame(
        {
            "entity": [*(one.entity for one in contexts), blank.entity],
            "period_type": [*(one.period_type for one in contexts), blank.period_type],
            "period_start": [*(one.start for one in contexts), blank.start],
            "period_end": [*(one.end for one in contexts), blank.end],
        },
        schema={name: FACTS[name] for name in ("entity", "period_type", "period_start", "period_end")},
    )
    return {**table[at].to_dict(), **dimensions[[of_context[one] for one in at]].to_dict()}
