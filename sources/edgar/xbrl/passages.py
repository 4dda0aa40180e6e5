"""Sentences in which a document states how it assigns revenue to places.

Finds them, with their distance from a geographical split. A sentence is kept when it mentions places, revenue, and a
way to connect the two. SQL decides which geography basis it describes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

from lxml import etree

from sources.edgar.xbrl.contexts import local
from sources.edgar.xbrl.fact_rows import Found

MOST_PASSAGES: Final = 60
MOST_CHARACTERS: Final = 600
#: Shorter texts are skipped.
_SHORTEST: Final = 6
#: Searched in lower case, with a space before the text (so that «allocated» does not match).
_PLACE: Final = ("geograph", "countr", "region", "headquarter", "domicil", "jurisdiction", " locat")
_MONEY: Final = ("revenue", "sales", "turnover")
_HOW: Final = re.compile(
    r"\bbill|headquarter|\bship|sold[- ]to|destin|domicil|invoic|\blocat|end[- ]customer|\bbased (?:up)?on\b|attribut|"
    r"designat|\ballocat|assign"
)
# fmt: off
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
})
# fmt: on
_UNSEEN: Final = frozenset({"head", "script", "style", "hidden", "references", "resources", "context", "unit"})
#: Where a block ends; line breaks in the file do not count.
_BREAK: Final = "\u2028"
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z“\"(])|\u2028")
_BLOCK_TAG: Final = re.compile(r"</?(?:[\w.-]+:)?(?:div|p|t[rdh]|table|li|br|h[1-6]|caption)\b[^>]*>", re.IGNORECASE)
_ANY_TAG: Final = re.compile(r"<[^>]*>")


class Passage(NamedTuple):
    """A passage, and how many numeric facts are between it and the nearest geographical split."""

    facts_away: int
    text: str


class _Places:
    """The visible numeric facts in document order, and which of them are split by geography."""

    def __init__(self, found: Found) -> None:
        contexts = found.references.contexts
        self.order: dict[etree._Element, int] = {}
        self.geographical: list[int] = []
        self._split_tables: dict[etree._Element, bool] = {}
        for row, element in zip(found.rows, found.elements, strict=True):
            if row.is_numeric and not row.is_hidden:
                context = contexts.get(row.context_id or "")
                if context is not None and context.is_geographical:
                    self.geographical.append(len(self.order))
                self.order[element] = len(self.order)

    def facts_between(self, before: int) -> int:
        """Facts between a place that `before` facts precede and the nearest geographical one."""
        at = bisect_left(self.geographical, before)
        following = self.geographical[at] - before if at < len(self.geographical) else None
        preceding = before - self.geographical[at - 1] - 1 if at else None
        return min(distance for distance in (following, preceding) if distance is not None)

    def shares_table(self, element: etree._Element) -> bool:
        """Whether the nearest table around an element holds a geographical fact."""
        node: etree._Element | None = element
        while node is not None and local(node.tag) != "table":
            node = node.getparent()
        if node is None:
            return False
        known = self._split_tables.get(node)
        if known is None:  # once for each table, however many of its cells ask
            known = self._split_tables[node] = self._holds_a_split(node)
        return known

    def _holds_a_split(self, table: etree._Element) -> bool:
        """Whether a table holds a geographical fact."""
        numbers = [self.order[one] for one in table.iter() if one in self.order]
        if not numbers:
            return False
        at = bisect_left(self.geographical, numbers[0])
        return at < len(self.geographical) and self.geographical[at] <= numbers[-1]


def find_passages(root: etree._Element, found: Found, source_kind: str) -> list[Passage]:
    """The passages of a document in its order, only the nearest to a geographical split if there are too many.

    In an instance, text is in text blocks, and its position among the facts is that of the block. A document without a
    geographical split has no passages.
    """
    places = _Places(found)
    if not places.geographical:
        return []
    texts = _page_texts(root, places) if source_kind == "inline_xbrl" else _block_texts(root, places)
    passages: dict[str, Passage] = {}
    for facts_away, text in texts:
        for sentence in _relevant_sentences(text):
            known = passages.get(sentence)
            if known is None or facts_away < known.facts_away:
                passages[sentence] = Passage(facts_away, sentence)
    kept = list(passages.values())
    if len(kept) > MOST_PASSAGES:
        kept = sorted(kept, key=lambda one: one.facts_away)[:MOST_PASSAGES]
        kept = [one for one in passages.values() if one in kept]
    return kept


def _relevant_sentences(text: str) -> Iterator[str]:
    """The sentences of a text that are about revenue and places, each of bounded length."""
    if not _mentions_place_and_revenue(text):
        return
    for sentence in _sentences(text):
        how = _HOW.search(sentence.lower()) if _mentions_place_and_revenue(sentence) else None
        if how and len(sentence) > MOST_CHARACTERS:
            start = max(0, min(how.start() - MOST_CHARACTERS // 2, len(sentence) - MOST_CHARACTERS))
            yield sentence[start : start + MOST_CHARACTERS]
        elif how:
            yield sentence


def _mentions_place_and_revenue(text: str) -> bool:
    """Whether a text mentions places and revenue at all."""
    lower = f" {text.lower()}"
    return any(word in lower for word in _PLACE) and any(word in lower for word in _MONEY)


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text, whitespace collapsed. An initial (the S. of U.S.) does not end a sentence."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        is_initial = end[0][0] == "." and end.start() > 0 and text[end.start() - 1].isupper()
        if not is_initial:
            yield " ".join(text[start : end.end()].split())
            start = end.end()
    yield " ".join(text[start:].split())


def _page_texts(root: etree._Element, places: _Places) -> Iterator[tuple[int, str]]:
    """The text of each block of a page that mentions places, with its distance in facts."""
    order = places.order
    before = 0
    blocks: dict[etree._Element, int] = {}
    for element in root.iter(etree.Element):
        if element in order:
            before += 1
        text = element.text
        if text and len(text) >= _SHORTEST and _mentions(text):
            _add(element, before, blocks)
        text = element.tail
        if text and len(text) >= _SHORTEST and _mentions(text):
            parent = element.getparent()
            if parent is not None:
                within = sum(1 for one in element.iterdescendants() if one in order)
                _add(parent, before + within, blocks)
    for block, at in blocks.items():
        text = _own_text(block)
        if _mentions_place_and_revenue(text):
            yield (0 if places.shares_table(block) else places.facts_between(at)), text


def _mentions(text: str) -> bool:
    """A fast check for places."""
    lower = text.lower()
    return "geograph" in lower or "countr" in lower or "locat" in lower or "region" in lower or "headquarter" in lower


def _add(element: etree._Element, before: int, blocks: dict[etree._Element, int]) -> None:
    """Record the block around a text, unless it is hidden."""
    block: etree._Element | None = None
    node: etree._Element | None = element
    while node is not None:
        name = local(node.tag)
        if name in _UNSEEN:
            return
        if block is None and name in _BLOCKS and name != "br":
            block = node
            if block in blocks:
                return
        node = node.getparent()
    if block is not None:
        blocks[block] = before


def _own_text(block: etree._Element) -> str:
    """The text of a block, where blocks inside it count as line breaks."""
    parts = [block.text or ""]
    stack = [iter(block)]
    tails: list[str] = []
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            if tails:
                parts.append(tails.pop())
        elif node.tag is etree.Entity:
            parts.append(unescape(node.text or "") + (node.tail or ""))
        elif local(node.tag) in _BLOCKS:
            parts.append(_BREAK + (node.tail or ""))
        else:
            parts.append(node.text or "")
            stack.append(iter(node))
            tails.append(node.tail or "")
    return "".join(parts)


def _block_texts(root: etree._Element, places: _Places) -> Iterator[tuple[int, str]]:
    """The text of each text block of an instance that mentions places, with the distance of the block."""
    before = 0
    for element in root.iter(etree.Element):
        if element in places.order:
            before += 1
        elif element.get("unitRef") is None and element.get("contextRef") is not None:
            text = element.text or ""
            if len(text) >= _SHORTEST and _mentions(text):
                plain = unescape(_ANY_TAG.sub("", _BLOCK_TAG.sub(_BREAK, text)))
                yield places.facts_between(before), plain
