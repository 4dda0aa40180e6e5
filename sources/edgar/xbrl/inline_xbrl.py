"""The facts of an inline XBRL document: a filing's web page with its numbers tagged.

Reads the `ix` elements with nesting, hiding, exclusion and continuation. Contexts and units are read by `contexts`,
transforms by `transforms`, broken files by `markup`.

Every ix:nonFraction and ix:fraction is a row, nested and repeated ones included; of text facts, those of `dei`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from lxml import etree

from sources.edgar.xbrl.contexts import ContextReader, local
from sources.edgar.xbrl.fact_rows import FactRow, Found, damage_of, joined, whole_number
from sources.edgar.xbrl.markup import Markup, attribute, text_of
from sources.edgar.xbrl.names import INLINE, XBRLI, XSI, Names
from sources.edgar.xbrl.text_transforms import read_text
from sources.edgar.xbrl.transforms import Reading, read_number, registry, unreadable

_ROLES: Final = frozenset({"nonfraction", "fraction", "nonnumeric", "continuation", "exclude", "hidden", "tuple"})
_NIL: Final = f"{{{XSI}}}nil"
_TAGS: Final = (*(f"{{{uri}}}*" for uri in INLINE), f"{{{XBRLI}}}context", f"{{{XBRLI}}}unit")


def read_inline_set(pages: Sequence[tuple[Markup, Names]]) -> list[Found]:
    """All facts of each page of a document set, in document order.

    Contexts, units and continuations that a page lacks are taken from the other pages, the first that has them
    (Inline XBRL 1.1, 4.1).
    """
    readers = [_Reader(*page) for page in pages]
    for reader in readers:
        reader.collect()
    for reader in readers:
        for other in readers:
            reader.take_missing(other)
    return [reader.read() for reader in readers]


class _Reader:
    """One pass over a document. Facts are completed at the end, because contexts, units and continuations may follow
    them.
    """

    def __init__(self, markup: Markup, names: Names) -> None:
        self.markup = markup
        self.names = names
        self.references = ContextReader(names, markup)
        self.by_role: dict[str, list[etree._Element]] = defaultdict(list)
        self.facts: list[tuple[str, etree._Element]] = []
        self.excluded: frozenset[str] = frozenset()
        self.readings: dict[tuple[str, str | None, str | None, str | None], Reading] = {}
        self.formats: dict[str, tuple[str, str]] = {}
        #: Blocks by id, and whether each was read to its end.
        self.continuations: dict[str | None, tuple[etree._Element, bool]] = {}

    def collect(self) -> None:
        """Find what the page defines and its facts."""
        self._sort_elements()
        self.continuations = {
            attribute(block, "id"): (block, self.markup.is_whole(block)) for block in self.by_role["continuation"]
        }
        for element in self.by_role["context"]:
            self.references.take_context(element)
        for element in self.by_role["unit"]:
            self.references.take_unit(element)

    def take_missing(self, other: _Reader) -> None:
        """Take over from another page what this one does not define."""
        self.references.contexts = other.references.contexts | self.references.contexts
        self.references.units = other.references.units | self.references.units
        self.continuations = other.continuations | self.continuations
        self.excluded |= other.excluded

    def read(self) -> Found:
        """The rows of the page's facts."""
        hidden = {fact for block in self.by_role["hidden"] for fact in block.iter()}
        rows: list[FactRow] = []
        elements: list[etree._Element] = []
        cut_off = 0
        for role, element in self.facts:
            if not self.markup.is_whole(element):
                cut_off += 1
                continue
            row = (
                self._text(element, element in hidden)
                if role == "nonnumeric"
                else self._number(role, element, is_hidden=element in hidden)
            )
            if row:
                rows.append(row)
                elements.append(element)
        numbers = [element for role, element in self.facts if role != "nonnumeric" and self.markup.is_whole(element)]
        unit_ids = (attribute(one, "unitRef", "unitref") for one in numbers)
        return Found(rows, elements, self.references, damage_of(rows, unit_ids, self.references, cut_off))

    def _sort_elements(self) -> None:
        """Collect the relevant elements by their role."""
        roles: dict[str, str | None] = {}
        excluded = set()
        is_flat = self.markup.is_flat
        elements = self.markup.root.iter(etree.Element) if is_flat else self.markup.root.iter(*_TAGS)
        for element in elements:
            tag = str(element.tag)
            try:
                role = roles[tag]
            except KeyError:
                role = roles[tag] = self._role(tag, is_flat=is_flat)
                if role == "exclude":
                    excluded.add(tag)
            if role in ("nonfraction", "nonnumeric", "fraction"):
                self.facts.append((role, element))
            elif role:
                self.by_role[role].append(element)
        self.excluded = frozenset(excluded)

    def _role(self, tag: str, *, is_flat: bool) -> str | None:
        """The role of an element: the local name of a relevant one."""
        name = local(tag)
        if tag.startswith("{"):
            uri = tag[1:].partition("}")[0]
        else:
            uri = (self.names.namespace(tag.partition(":")[0]) if is_flat and ":" in tag else None) or ""
        if uri in INLINE:
            return name if name in _ROLES else None
        return name if uri == XBRLI and name in ("context", "unit") else None

    def _number(self, role: str, element: etree._Element, *, is_hidden: bool) -> FactRow:
        name = self.names.resolve(attribute(element, "name") or "", element)
        context_id = attribute(element, "contextRef", "contextref")
        unit_id = attribute(element, "unitRef", "unitref")
        is_nil = self._is_nil(element)
        shown = text_of(element, self.excluded)
        displayed = " ".join(shown.split())
        scale, sign = attribute(element, "scale"), attribute(element, "sign")
        form, transform = self._format(attribute(element, "format"), element)
        if is_nil:
            reading = Reading(None, None)
        elif role == "fraction":
            reading = self._fraction(element)
        else:
            key = (shown, transform, scale, sign)
            found = self.readings.get(key)
            if found is None:
                found = self.readings[key] = read_number(*key)
            reading = found
        context = self.references.contexts.get(context_id or "")
        unit = self.references.units.get(unit_id or "")
        problem = reading.problem
        if context is None or unit is None or context.problem or name.namespace is None:
            problem = joined(
                problem,
                f"the context {context_id} is missing" if context is None else context.problem,
                f"the unit {unit_id} is missing" if unit is None else None,
                f"the prefix of {name.text!r} is not declared" if name.namespace is None else None,
            )
        return FactRow(
            attribute(element, "id"),
            name.text,
            name.namespace,
            True,
            reading.value,
            reading.text,
            unit,
            attribute(element, "decimals"),
            attribute(element, "precision"),
            is_nil,
            is_hidden,
            sign,
            whole_number(scale) if scale else None,
            form,
            displayed,
            context_id,
            attribute(element, "target"),
            problem,
        )

    def _text(self, element: etree._Element, is_hidden: bool) -> FactRow | None:
        """A text fact of `dei`; None for one of another taxonomy."""
        name = self.names.resolve(attribute(element, "name") or "", element)
        if not name.text.startswith("dei:"):
            return None
        context_id = attribute(element, "contextRef", "contextref")
        is_nil = self._is_nil(element)
        parts, lost = self._continued(element)
        displayed = " ".join(parts.split())
        form, transform = self._format(attribute(element, "format"), element)
        text, problem = read_text(parts, transform)
        context = self.references.contexts.get(context_id or "")
        return FactRow(
            attribute(element, "id"),
            name.text,
            name.namespace,
            False,
            None,
            None if is_nil else text,
            None,
            None,
            None,
            is_nil,
            is_hidden,
            None,
            None,
            form,
            displayed,
            context_id,
            attribute(element, "target"),
            joined(
                None if is_nil else problem,
                lost,
                f"the context {context_id} is missing" if context is None else context.problem,
                f"the prefix of {name.text!r} is not declared" if name.namespace is None else None,
            ),
        )

    def _continued(self, element: etree._Element) -> tuple[str, str | None]:
        """A text with all its continuations, and what is missing."""
        parts = [text_of(element, self.excluded)]
        seen = set()
        following = attribute(element, "continuedAt", "continuedat")
        while following:
            block, is_whole = self.continuations.get(following, (None, False))
            if following in seen or block is None or not is_whole:
                reason = "leads back to itself" if following in seen else "is missing"
                return "".join(parts), f"the continuation {following} {reason}"
            seen.add(following)
            parts.append(text_of(block, self.excluded))
            following = attribute(block, "continuedAt", "continuedat")
        return "".join(parts), None

    def _fraction(self, element: etree._Element) -> Reading:
        """The value of numerator and denominator, where a decimal is exact; else its text alone."""
        parts: dict[str, Reading] = {}
        for node in element.iter():
            role = local(node.tag)
            if role in ("numerator", "denominator") and role not in parts:
                transform = self._format(attribute(node, "format"), node)[1]
                shown = text_of(node, self.excluded)
                parts[role] = read_number(shown, transform, attribute(node, "scale"), attribute(node, "sign"))
        return fraction_value(parts.get("numerator"), parts.get("denominator"))

    def _is_nil(self, element: etree._Element) -> bool:
        value = element.get(_NIL)
        if value is None and self.markup.is_flat:
            value = next((str(text) for key, text in element.items() if str(key).lower().endswith(":nil")), None)
        return value is not None and value.strip().lower() in ("true", "1")

    def _format(self, written: str | None, element: etree._Element) -> tuple[str | None, str | None]:
        """The format column, and the transform as it is looked up; a registry goes by its namespace."""
        if not written:
            return None, None
        known = self.formats.get(written)
        if known is None:
            name = self.names.resolve(written, element)
            kind = registry(name.namespace)
            form = f"{kind}:{name.text.rpartition(':')[2]}" if kind else name.text
            known = self.formats[written] = (form, form)
        return known


def fraction_value(numerator: Reading | None, denominator: Reading | None) -> Reading:
    """Exact decimal of a fraction; "1/3" and a problem where there is none."""
    if numerator is None or denominator is None or numerator.text is None or denominator.text is None:
        reasons = [part.problem for part in (numerator, denominator) if part and part.problem]
        return Reading(None, None, reasons[0] if reasons else "numerator or denominator is missing")
    written = f"{numerator.text}/{denominator.text}"
    if denominator.text == "0":
        return Reading(written, None, "the denominator is zero")
    value = Fraction(numerator.text) / Fraction(denominator.text)
    scaled = value * 10**18
    if scaled.denominator != 1:
        return Reading(written, None, f"{written} is no decimal of at most 18 places")
    whole, places = divmod(abs(scaled.numerator), 10**18)
    text = f"{'-' if scaled < 0 else ''}{whole}.{places:018d}".rstrip("0").rstrip(".")
    problem = unreadable(text)
    return Reading(text, None if problem else text, problem)
