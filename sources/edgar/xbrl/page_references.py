"""What an inline XBRL page defines and what it refers to, found in its bytes: whether its facts need other pages.

The pages of one filing are one document set (Inline XBRL 1.1, 4.1): a context, a unit or the continuation of a text may
be in another page than the fact. EDGAR accepts no context that no fact uses (EDGAR Filer Manual, volume II, 6.5), so an
unused context shows that the fact is in another page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

#: Why a page is not a whole filing: it refers to what it does not define; it has no fact of a statement; it defines
#: contexts that none of its facts uses.
Need = Literal["references", "statements", "unused_contexts"]

_QUOTED: Final = rb"""\s*=\s*["']\s*([^"'\s]+)"""
_ID: Final = rb"""\b[^>]*?\sid""" + _QUOTED
_USED: Final = {
    "context": re.compile(rb"\bcontext[Rr]ef" + _QUOTED),
    "unit": re.compile(rb"\bunit[Rr]ef" + _QUOTED),
    "continuation": re.compile(rb"\bcontinued[Aa]t" + _QUOTED),
}
_DEFINED: Final = {name: re.compile(rb"<(?:[\w.-]+:)?" + name.encode() + _ID) for name in _USED}
#: A number that is not of the cover page or of disclosures outside the statements (executive pay, cybersecurity).
_STATEMENT: Final = re.compile(rb"""<[\w.-]+:non[Ff]raction\b[^>]*?\sname\s*=\s*["']\s*(?!dei:|ecd:|cyd:)[\w.-]+:""")
INLINE: Final = re.compile(rb"inlineXBRL|<[\w.-]+:non(?:[Ff]raction|[Nn]umeric)\b")


@dataclass(frozen=True)
class PageReferences:
    """Ids that one or more pages use and define, as (kind, id), and whether they have a fact of a statement."""

    used: frozenset[tuple[str, bytes]] = frozenset()
    defined: frozenset[tuple[str, bytes]] = frozenset()
    has_statements: bool = False

    def __or__(self, other: PageReferences) -> PageReferences:
        """The references of these pages together."""
        has_statements = self.has_statements or other.has_statements
        return PageReferences(self.used | other.used, self.defined | other.defined, has_statements)

    @property
    def need(self) -> Need | None:
        """Why further pages are needed, the strongest reason; None when the pages are whole in themselves."""
        if self.missing:
            return "references"
        if not self.has_statements:
            return "statements"
        is_unused = any(kind == "context" for kind, _ in self.defined - self.used)
        return "unused_contexts" if is_unused else None

    @property
    def missing(self) -> frozenset[tuple[str, bytes]]:
        """What is used and not defined."""
        return self.used - self.defined


def page_references(data: bytes) -> PageReferences:
    """The references of one page; UTF-16 is read too."""
    text = data.decode("utf-16", "replace").encode() if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    return PageReferences(
        frozenset((kind, one) for kind, pattern in _USED.items() for one in pattern.findall(text)),
        frozenset((kind, one) for kind, pattern in _DEFINED.items() for one in pattern.findall(text)),
        _STATEMENT.search(text) is not None,
    )


def document_sets(pages: Mapping[Path, PageReferences]) -> list[set[Path]]:
    """The pages that belong together, of pages of any filings: each is in one set, most in a set of their own.

    In the folder of an accession (18 digits, as at EDGAR) all belong together; in another, those of which one's name
    continues the other's (a.htm, a_d2.htm). A set that still lacks something belongs to the only other set of its
    folder that defines all of it.
    """
    sets: dict[Path, set[Path]] = {}
    for page in sorted(pages, key=lambda one: (len(one.stem), one)):
        head = next((one for one in sets if one.parent == page.parent and _belongs(page, one)), page)
        sets.setdefault(head, set()).add(page)
    for head in list(sets):
        missing = _together(pages, sets[head]).missing
        others = [one for one in sets if one != head and one.parent == head.parent] if missing else []
        able = [one for one in others if missing <= _together(pages, sets[one]).defined]
        if len(able) == 1:
            sets[able[0]] |= sets.pop(head)
    return list(sets.values())


def _belongs(page: Path, head: Path) -> bool:
    """Whether a page shows by its name, or by its folder, that it is of one filing with another of the same folder."""
    is_of_accession = re.fullmatch(r"\d{18}", page.parent.name) is not None
    return is_of_accession or re.match(rf"{re.escape(head.stem)}[-_.]", page.stem) is not None


def _together(pages: Mapping[Path, PageReferences], some: set[Path]) -> PageReferences:
    """The references of several pages."""
    found = PageReferences()
    for page in some:
        found |= pages[page]
    return found
