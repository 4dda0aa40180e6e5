"""Sentences in which a document states how it assigns revenue to places, and what it counts as China.

Finds them, with their distance from a geographical split. A sentence is kept when it mentions places and revenue, and
either is near a split or mentions a way to connect the two; and when it mentions China with Hong Kong, Macau or
Taiwan. SQL decides which geography basis and which scope it describes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import unescape
from operator import itemgetter
from typing import Final, NamedTuple

from lxml import etree

from sources.edgar.xbrl.contexts import local
from sources.edgar.xbrl.fact_rows import Found

MOST_PASSAGES: Final = 60
MOST_CHARACTERS: Final = 600
#: Up to so many facts from a split, a sentence on places and revenue is kept whatever its verb.
NEAR: Final = 10
#: Shorter texts are skipped.
_SHORTEST: Final = 6
#: Searched in lower case, with a space before the text (so that «allocated» does not match).
_PLACE: Final = ("geograph", "countr", "region", "headquarter", "domicil", "jurisdiction", " locat")
_FAST: Final = (*(word.strip() for word in _PLACE), "hong kong", "taiwan", "maca")
_MONEY: Final = ("revenue", "sales", "turnover")
_HOW: Final = re.compile(
    r"\bbill|headquarter|\bship|sold[- ]to|destin|domicil|invoic|\blocat|end[- ]customer|\bbased (?:up)?on\b|attribut|"
    r"designat|\ballocat|assign|classif|categor|disaggregat|deriv"
)
_SCOPE: Final = re.compile(
    r"\b(?:china|prc)\b\W*(?:\w+\W+){0,6}?(?:incl|excl|compris|consist|contain|except|other than|without)\w*\W+"
    r"(?:[\w'’]+\W+){0,8}?(?:hong kong|maca[uo]|taiwan)\b"
    r"|\b(?:hong kong|maca[uo]|taiwan)\b\W*(?:\w+\W+){0,6}?(?:incl|excl)\w*\W+(?:\w+\W+){0,4}?(?:china|prc)\b"
)
_WORD: Final = re.compile("|".join(word.strip() for word in _PLACE))
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
    """A passage, how many numeric facts are between it and the nearest geographical split, and that split's fact."""

    facts_away: int
    text: str
    fact_no: int


class _Places:
    """The visible numeric facts in document order, and which of them are split by geography."""

    def __init__(self, found: Found) -> None:
        contexts = found.references.contexts
        self.order: dict[etree._Element, int] = {}
        self.geographical: list[int] = []
        self._fact_numbers: list[int] = []  # of the geographical ones, from 1 among all facts of the document
        self._split_tables: dict[etree._Element, bool] = {}
        for number, (row, element) in enumerate(zip(found.rows, found.elements, strict=True), 1):
            if row.is_numeric and not row.is_hidden:
                context = contexts.get(row.context_id or "")
                if context is not None and (context.is_geographical or context.is_china_segment):
                    self.geographical.append(len(self.order))
                    self._fact_numbers.append(number)
                self.order[element] = len(self.order)

    def nearest(self, before: int) -> tuple[int, int]:
        """Facts between a place that `before` facts precede and the nearest geographical one, and that one's number."""
        at = bisect_left(self.geographical, before)
        distances = []
        if at < len(self.geographical):
            distances.append((self.geographical[at] - before, self._fact_numbers[at]))
        if at:
            distances.append((before - self.geographical[at - 1] - 1, self._fact_numbers[at - 1]))
        return min(distances, key=itemgetter(0))  # of two as near, the following: a sentence introduces its table

    def shares_table(self, element: etree._Element) -> bool:
        """Whether the nearest table around an element contains a geographical fact."""
        node: etree._Element | None = element
        while node is not None and local(node.tag) != "table":
            node = node.getparent()
        if node is None:
            return False
        known = self._split_tables.get(node)
        if known is None:  # once for each table, however many of its cells ask
            known = self._split_tables[node] = self._has_a_split(node)
        return known

    def _has_a_split(self, table: etree._Element) -> bool:
        """Whether a table contains a geographical fact."""
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
    for facts_away, fact_no, text in texts:
        for sentence in _relevant_sentences(text, facts_away):
            known = passages.get(sentence)
            if known is None or facts_away < known.facts_away:
                passages[sentence] = Passage(facts_away, sentence, fact_no)
    kept = list(passages.values())
    if len(kept) > MOST_PASSAGES:
        kept = sorted(kept, key=lambda one: one.facts_away)[:MOST_PASSAGES]
        kept = [one for one in passages.values() if one in kept]
    return kept


def _relevant_sentences(text: str, facts_away: int) -> Iterator[str]:
    """The sentences of a text that are about revenue and places, or about what China includes, of bounded length."""
    if not _is_relevant(text):
        return
    for sentence in _sentences(text):
        lower = sentence.lower()
        how = _SCOPE.search(lower)
        if how is None and _mentions_place_and_revenue(sentence):
            how = _HOW.search(lower) or (_WORD.search(lower) if facts_away <= NEAR else None)
        if how and len(sentence) > MOST_CHARACTERS:
            start = max(0, min(how.start() - MOST_CHARACTERS // 2, len(sentence) - MOST_CHARACTERS))
            yield sentence[start : start + MOST_CHARACTERS]
        elif how:
            yield sentence


def _is_relevant(text: str) -> bool:
    """Whether a text mentions places and revenue, or China and what belongs to it."""
    return _mentions_place_and_revenue(text) or _SCOPE.search(text.lower()) is not None


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


def _page_texts(root: etree._Element, places: _Places) -> Iterator[tuple[int, int, str]]:
    """The text of each block of a page that mentions places, after its distance in facts and the nearest fact."""
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
        if _is_relevant(text):
            facts_away, fact_no = places.nearest(at)
            yield (0 if places.shares_table(block) else facts_away), fact_no, text


def _mentions(text: str) -> bool:
    """A fast check for places."""
    lower = text.lower()
    return any(word in lower for word in _FAST)


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


def _block_texts(root: etree._Element, places: _Places) -> Iterator[tuple[int, int, str]]:
    """The text of each text block of an instance that mentions places, after the block's distance and nearest fact."""
    before = 0
    for element in root.iter(etree.Element):
        if element in places.order:
            before += 1
        elif element.get("unitRef") is None and element.get("contextRef") is not None:
            text = element.text or ""
            if len(text) >= _SHORTEST and _mentions(text):
                plain = unescape(_ANY_TAG.sub("", _BLOCK_TAG.sub(_BREAK, text)))
                yield *places.nearest(before), plain
