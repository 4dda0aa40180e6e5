"""Parse bytes into a tree of elements, also when they are malformed.

Decides between XML and HTML, finds what is broken and how far the file can be read, and limits the cost of hostile
files.

Nothing is fetched and no entity is expanded in text. The XML reader keeps its own limits on depth and on the length of
one text; they are lifted only for a document that declares no entity, whose cost is then linear in its size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from typing import Final

from lxml import etree

from sources.edgar.damage import Damage
from sources.edgar.json_text import recognise_page
from sources.edgar.xbrl.encodings import declared_encoding, readable, without_lead
from sources.edgar.xbrl.names import INLINE
from sources.errors import BadInput

FETCH_AGAIN: Final = "Fetch the file again"
#: How a complete document ends, apart from comments.
_ENDING: Final = re.compile(rb"</(?:[\w.-]+:)?(?:html|xbrl)\s*>", re.IGNORECASE)
_TAIL: Final = 4096
_FACT_TAG: Final = re.compile(rb"<[\w.-]+:non(?:fraction|numeric)\b", re.IGNORECASE)
_LIMIT: Final = re.compile(r"huge|depth", re.IGNORECASE)
#: Faults that do not change the tree: an undeclared entity stays in the tree, and an undeclared prefix stays in the
#: name.
_HARMLESS: Final = frozenset({"ERR_UNDECLARED_ENTITY", "WAR_UNDECLARED_ENTITY", "IO_NETWORK_ATTEMPT"})
_KINDS: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{", "JSON"),
    (b"[", "JSON"),
)


_Parser = etree.XMLPullParser | etree.HTMLPullParser


@dataclass(frozen=True)
class Markup:
    """A document's elements. With `is_flat`, names are `prefix:local` in the tag itself, in upper or lower case."""

    root: etree._Element
    is_flat: bool = False
    faults: tuple[Damage, ...] = ()
    #: The elements whose end was seen; None when every one was.
    complete: frozenset[etree._Element] | None = None

    def is_whole(self, element: etree._Element) -> bool:
        """Whether the element was read to its end."""
        return self.complete is None or element in self.complete


def read_markup(data: bytes, name: str) -> Markup:
    """The tree in `data`. Raises BadInput when there is none: an empty or binary file, or another kind of file."""
    body, encoding = without_lead(data)
    if not body:
        raise BadInput(name, f"empty, {len(data)} bytes and no content", FETCH_AGAIN, "the whole file")
    _refuse_other_kinds(body, name)
    found = _read(body, encoding)
    if found is None:
        raise BadInput(name, "no element can be read in it", FETCH_AGAIN, "the whole file")
    return found


def attribute(element: etree._Element, *names: str) -> str | None:
    """The first of these attributes that an element has, without space around it.

    That is how XML Schema reads ids, references, names and numbers, all of which XBRL declares (whiteSpace: collapse).
    """
    for name in names:
        value = element.get(name)
        if value is not None:
            return value.strip()
    return None


def text_of(element: etree._Element, excluded: frozenset[str] = frozenset()) -> str:
    """The text inside an element, without that of `excluded` tags. Entities known from HTML become characters."""
    if len(element) == 0:
        return element.text or ""
    parts = [element.text or ""]
    stack = [iter(element)]
    within = [element]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            done = within.pop()
            if stack:
                parts.append(done.tail or "")
        elif node.tag is etree.Entity:
            parts.append(unescape(node.text or ""))
            parts.append(node.tail or "")
        elif not isinstance(node.tag, str) or node.tag in excluded:
            parts.append(node.tail or "")
        else:
            parts.append(node.text or "")
            stack.append(iter(node))
            within.append(node)
    return "".join(parts)


def _refuse_other_kinds(body: bytes, name: str) -> None:
    """Raise BadInput for bytes that are clearly not markup."""
    page = recognise_page(body)
    if page:
        raise BadInput(name, page, "Wait, then fetch the file again, slowly and with a declared user agent", "line 1")
    if not body.startswith(b"<"):
        kind = next((words for mark, words in _KINDS if body.startswith(mark)), None)
        if kind is None:
            kind = "binary data" if b"\0" in body[:4096] or not body[:4096].isascii() else "plain text"
        remedy = "Give the XBRL document itself: the filing's main .htm file, or its XBRL instance (.xml)"
        raise BadInput(name, f"{kind}, not an XBRL document", remedy, "line 1")
    if body[:64].upper().startswith((b"<SEC-DOCUMENT>", b"<SEC-HEADER>", b"<DOCUMENT>", b"<SUBMISSION>")):
        remedy = "Give the one document with the facts: the filing's main .htm file, or its XBRL instance (.xml)"
        raise BadInput(name, "a full submission text file, which holds many documents", remedy, "line 1")


def _read(body: bytes, encoding: str | None) -> Markup | None:
    """The best reading: as XML, or where that is broken, whichever of XML and HTML gives more whole facts."""
    root, faults = _xml(body, encoding)
    is_beyond_limits = any(_LIMIT.search(fault.message) for fault in faults)
    if is_beyond_limits and b"<!ENTITY" not in body:
        root, faults = _xml(body, encoding, huge=True)
    if root is not None and not faults:
        return Markup(root, is_flat=_is_flat(root, body))
    notes: list[Damage] = []
    body, encoding = readable(body, encoding, notes)
    if notes:
        root, faults = _xml(body, encoding)
        if root is not None and not faults:
            return Markup(root, is_flat=_is_flat(root, body), faults=tuple(notes))
    # A copy that a browser saved is HTML: what makes it invalid XML (open <br>, <meta>) is not damage.
    ways = [_html, _xml_as_far_as_it_goes] if b"contextref=" in body else [_xml_as_far_as_it_goes, _html]
    readings = [ways[0](body, encoding, faults)]
    if readings[0] is None or _facts_in(readings[0]) < len(_FACT_TAG.findall(body)):
        readings.append(ways[1](body, encoding, faults))
    made = [reading for reading in readings if reading is not None]
    if not made:
        return None
    best = max(made, key=_facts_in)
    return Markup(best.root, best.is_flat, (*notes, *best.faults), best.complete)


def _xml(
    body: bytes, encoding: str | None, *, huge: bool = False
) -> tuple[etree._Element | None, list[etree._LogEntry]]:
    """The root, and the relevant faults."""
    parser = etree.XMLParser(
        encoding=encoding,
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        root = None
    return root, [fault for fault in parser.error_log if not _is_harmless(fault)]


def _is_harmless(fault: etree._LogEntry) -> bool:
    return fault.type_name in _HARMLESS or fault.domain_name == "NAMESPACE"


def _xml_as_far_as_it_goes(body: bytes, encoding: str | None, faults: list[etree._LogEntry]) -> Markup | None:
    """Parse XML incrementally, to know which elements were complete."""
    parser = etree.XMLPullParser(
        ("start", "end"),
        encoding=encoding,
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    root, complete, innermost = _events(parser, body)
    if root is None:
        return None
    is_cut = root not in complete and not _ENDING.search(body[-_TAIL:])
    damage = [_truncated(innermost)] if is_cut else [_malformed(fault) for fault in faults[:1]]
    return Markup(root, _is_flat(root, body), tuple(damage), complete)


def _html(body: bytes, encoding: str | None, faults: list[etree._LogEntry]) -> Markup | None:
    """Parse as HTML, which allows missing and surplus end tags. Names are flat and in lower case."""
    if encoding is None:
        encoding = declared_encoding(body)
    try:
        parser = etree.HTMLPullParser(("start", "end"), encoding=encoding, remove_comments=True, remove_pis=True)
    except LookupError:
        parser = etree.HTMLPullParser(("start", "end"), encoding="utf-8", remove_comments=True, remove_pis=True)
    root, complete, innermost = _events(parser, body)
    if root is None:
        return None
    damage: list[Damage] = []
    if not _ENDING.search(body[-_TAIL:]):
        damage = [_truncated(innermost)]
    elif b"contextref=" not in body:
        damage = [_malformed(fault) for fault in faults[:1]]
    return Markup(root, is_flat=True, faults=tuple(damage), complete=complete)


def _truncated(element: etree._Element | None) -> Damage:
    """Where a document ends too early: inside this element."""
    if element is None:
        return Damage("truncated", "breaks off: truncated?")
    name = str(element.tag).rpartition("}")[2]
    message = f"ends inside element <{name}> that starts at line {element.sourceline}: truncated?"
    return Damage("truncated", message)


def _events(
    parser: _Parser, body: bytes
) -> tuple[etree._Element | None, frozenset[etree._Element], etree._Element | None]:
    """The root, the elements that ended, and the last that began and did not end.

    The parser is never closed: closing would complete the elements that are cut off.
    """
    root: etree._Element | None = None
    complete = []
    is_open: list[etree._Element] = []
    for event, element in _fed(parser, body):
        if root is None:
            root = element
        if event == "start":
            is_open.append(element)
        else:
            complete.append(element)
            while is_open and is_open.pop() is not element:
                pass
    return root, frozenset(complete), is_open[-1] if is_open else None


def _fed(parser: _Parser, body: bytes) -> Iterator[tuple[str, etree._Element]]:
    with suppress(etree.XMLSyntaxError, ValueError):
        parser.feed(body)
    for event in parser.read_events():
        if event[0] == "start" or event[0] == "end":
            yield event


def _is_flat(root: etree._Element, body: bytes) -> bool:
    """Whether the inline XBRL prefix was not declared, so that it is part of the tag."""
    is_declared = any(next(root.iter(f"{{{uri}}}*"), None) is not None for uri in INLINE)
    return not is_declared and _FACT_TAG.search(body) is not None


def _facts_in(reading: Markup) -> int:
    """How many facts are complete."""
    whole = reading.complete or ()
    return sum(1 for element in whole if str(element.tag).lower().endswith(("nonfraction", "nonnumeric")))


def _malformed(fault: etree._LogEntry) -> Damage:
    """A parser's fault for people."""
    return Damage("malformed", f"not well-formed at line {fault.line}: {fault.message.strip()}")
