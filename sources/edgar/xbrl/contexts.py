"""Contexts and units, which inline documents and instances share.

A context has an entity, a period and dimensions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple, TypeVar

from lxml import etree

from sources.edgar.xbrl.markup import Markup, attribute, text_of
from sources.edgar.xbrl.names import ISO4217, XBRLI, Names

_T = TypeVar("_T")
#: Of filers under US GAAP, and of those under IFRS.
GEOGRAPHICAL_AXES: Final = frozenset({"StatementGeographicalAxis", "GeographicalAreasAxis"})
SEGMENT_AXES: Final = frozenset({"StatementBusinessSegmentsAxis", "SubsegmentsAxis"})
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?")


class Dimension(NamedTuple):
    """One axis of a context. The member of a typed axis is its text."""

    axis: str
    member: str | None
    is_typed: bool


@dataclass(slots=True)
class Context:
    """The context of a fact. `problem` describes what of it cannot be read."""

    entity: str | None = None
    period_type: str | None = None
    start: date | None = None
    end: date | None = None
    dimensions: list[Dimension] = field(default_factory=list)
    problem: str | None = None

    @property
    def is_geographical(self) -> bool:
        """Whether it splits by place."""
        return any(one.axis.rpartition(":")[2] in GEOGRAPHICAL_AXES for one in self.dimensions)

    @property
    def is_china_segment(self) -> bool:
        """Whether it is of a segment that is named after China, as the macro of this name in dbt_project has it."""
        return any(
            one.axis.rpartition(":")[2] in SEGMENT_AXES and "china" in (one.member or "").rpartition(":")[2].lower()
            for one in self.dimensions
        )


def local(tag: object) -> str:
    """The local name of a tag, in lower case; "" for a node that is not an element."""
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


class ContextReader:
    """Reads the contexts and units of one document."""

    def __init__(self, names: Names, markup: Markup) -> None:
        self._names = names
        self._markup = markup
        self._moments: dict[tuple[str, bool], tuple[date | None, str | None]] = {}
        self._locals: dict[object, str] = {}
        self.contexts: dict[str, Context] = {}
        self.units: dict[str, str] = {}
        self.repeated: list[str] = []

    def take_context(self, element: etree._Element) -> None:
        """Add a context. The first of two with one id counts."""
        self._take(element, self.contexts, self._context)

    def take_unit(self, element: etree._Element) -> None:
        """Add a unit. The first of two with one id counts."""
        self._take(element, self.units, self._unit)

    def _take(self, element: etree._Element, known: dict[str, _T], read: Callable[[etree._Element], _T]) -> None:
        name = attribute(element, "id")
        if name is None or not self._markup.is_whole(element):
            return
        if name in known:
            self.repeated.append(name)
        else:
            known[name] = read(element)

    def _context(self, element: etree._Element) -> Context:
        found = Context()
        problems: list[str] = []
        locals_ = self._locals
        for node in element.iter():
            tag = node.tag
            role = locals_.get(tag)
            if role is None:
                role = locals_[tag] = local(tag)
            if role == "identifier":
                found.entity = (node.text or "").strip() or None
            elif role == "startdate":
                found.period_type = "duration"
                found.start = self._moment(node, problems, is_end=False)
            elif role == "enddate":
                found.period_type = "duration"
                found.end = self._moment(node, problems, is_end=True)
            elif role == "instant":
                found.period_type = "instant"
                found.end = self._moment(node, problems, is_end=True)
            elif role == "forever":
                found.period_type = "forever"
            elif role in ("segment", "scenario"):
                self._dimensions(node, found.dimensions, problems)
        if found.period_type is None:
            problems.append("its context has no period")
        if len(found.dimensions) > 1:
            found.dimensions.sort(key=lambda one: (one.axis, one.member or ""))
        found.problem = "; ".join(problems) or None
        return found

    def _dimensions(self, parent: etree._Element, found: list[Dimension], problems: list[str]) -> None:
        """Explicit and typed dimensions; any other content of an old segment counts as typed under its own name."""
        for node in parent:
            if not isinstance(node.tag, str):
                continue
            role = self._locals.get(node.tag) or local(node.tag)
            if role == "explicitmember":
                found.append(Dimension(self._axis(node, problems), self._name(text_of(node), node, problems), False))
            elif role == "typedmember":
                found.append(Dimension(self._axis(node, problems), _typed_member(node), True))
            else:
                axis = self._names.of_element(node)
                found.append(Dimension(axis.text, " ".join(text_of(node).split()) or None, True))

    def _axis(self, node: etree._Element, problems: list[str]) -> str:
        return self._name(attribute(node, "dimension") or "", node, problems)

    def _name(self, qname: str, node: etree._Element, problems: list[str]) -> str:
        name = self._names.resolve(qname.strip(), node)
        if name.namespace is None:
            problems.append(f"the prefix of {name.text!r} in its context is not declared")
        return name.text

    def _moment(self, node: etree._Element, problems: list[str], *, is_end: bool) -> date | None:
        text = (node.text or "").strip()
        known = self._moments.get((text, is_end))
        if known is None:
            known = self._moments[text, is_end] = read_moment(text, is_end=is_end)
        if known[1]:
            problems.append(known[1])
        return known[0]

    def _unit(self, element: etree._Element) -> str:
        above: list[str] = []
        below: list[str] = []
        for node in element.iter():
            if local(node.tag) == "measure":
                parent = node.getparent()
                is_below = parent is not None and local(parent.tag) == "unitdenominator"
                (below if is_below else above).append(self._measure(node))
        return "*".join(above) + ("/" + "*".join(below) if below else "")

    def _measure(self, node: etree._Element) -> str:
        text = text_of(node).strip()
        name = self._names.resolve(text, node)
        plain = name.namespace in (ISO4217, XBRLI)
        return name.text.rpartition(":")[2] if plain else name.text


def _typed_member(node: etree._Element) -> str | None:
    """The text inside a typed dimension; the texts of nested elements are separated."""
    parts = (text_of(one) for one in node.iter(etree.Element) if not any(isinstance(child.tag, str) for child in one))
    return " ".join(" ".join(parts).split()) or None


def read_moment(text: str, *, is_end: bool) -> tuple[date | None, str | None]:
    """The day of an XBRL date, or the reason when it has none.

    Midnight at which a period ends belongs to the day before (XBRL 2.1, 4.7.2); a plain end date is that whole day.
    """
    found = _MOMENT.fullmatch(text)
    try:
        day = date.fromisoformat(found[1]) if found else None
        if found and day and is_end and found[2] == found[3] == found[4] == "00":
            day -= timedelta(days=1)
    except (ValueError, OverflowError):
        day = None
    return (day, None) if day else (None, f"its context has {text!r} where a date should be")
