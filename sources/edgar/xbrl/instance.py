"""The facts of an XBRL instance, items and tuples. Contexts and units are read by `contexts`, broken files by `markup`.

Every item with a unit is a row, nil ones included; of text items, those of `dei`.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from sources.edgar.xbrl.contexts import ContextReader, local
from sources.edgar.xbrl.fact_rows import FactRow, Found, damage_of, joined
from sources.edgar.xbrl.inline_xbrl import fraction_value
from sources.edgar.xbrl.markup import Markup, attribute, text_of
from sources.edgar.xbrl.names import XBRLI, XSI, Names
from sources.edgar.xbrl.transforms import Reading, read_plain

_NIL: Final = f"{{{XSI}}}nil"
_CONTEXT: Final = f"{{{XBRLI}}}context"
_UNIT: Final = f"{{{XBRLI}}}unit"


def read_instance(markup: Markup, names: Names) -> Found:
    """All facts of an instance, in document order."""
    references = ContextReader(names, markup)
    for element in markup.root.iter(_CONTEXT):
        references.take_context(element)
    for element in markup.root.iter(_UNIT):
        references.take_unit(element)
    rows: list[FactRow] = []
    elements: list[etree._Element] = []
    units: list[str] = []
    cut_off = 0
    for element in markup.root.iter(etree.Element):
        context_id = attribute(element, "contextRef")
        if context_id is None:
            continue
        if not markup.is_whole(element):
            cut_off += 1
            continue
        unit_id = attribute(element, "unitRef")
        row = _row(element, context_id, unit_id, names, references)
        if row:
            rows.append(row)
            elements.append(element)
            if unit_id is not None:
                units.append(unit_id)
    return Found(rows, elements, references, damage_of(rows, units, references, cut_off))


def _row(
    element: etree._Element, context_id: str, unit_id: str | None, names: Names, references: ContextReader
) -> FactRow | None:
    """The row of an item; None for a text item outside `dei`."""
    name = names.of_element(element)
    is_numeric = unit_id is not None
    if not is_numeric and not name.text.startswith("dei:"):
        return None
    is_nil = (element.get(_NIL) or "").strip() in ("true", "1")
    shown = text_of(element)
    displayed = " ".join(shown.split())
    if is_nil:
        reading = Reading(None, None)
    elif is_numeric:
        reading = _value(element, shown)
    else:
        reading = Reading(displayed, None)
    context = references.contexts.get(context_id)
    unit = references.units.get(unit_id) if unit_id is not None else None
    return FactRow(
        attribute(element, "id"),
        name.text,
        name.namespace,
        is_numeric,
        reading.value,
        reading.text,
        unit,
        attribute(element, "decimals"),
        attribute(element, "precision"),
        is_nil,
        False,
        None,
        None,
        None,
        displayed,
        context_id,
        None,
        joined(
            reading.problem,
            f"the context {context_id} is missing" if context is None else context.problem,
            f"the unit {unit_id} is missing" if is_numeric and unit is None else None,
            f"the prefix of {name.text!r} is not declared" if name.namespace is None else None,
        ),
    )


def _value(element: etree._Element, shown: str) -> Reading:
    """A number, or a fraction item's numerator and denominator."""
    if len(element) == 0:
        return read_plain(shown)
    parts = {local(child.tag): read_plain(text_of(child)) for child in element if isinstance(child.tag, str)}
    if "numerator" in parts or "denominator" in parts:
        return fraction_value(parts.get("numerator"), parts.get("denominator"))
    return read_plain(shown)
