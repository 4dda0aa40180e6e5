"""The XBRL documents of a filing as facts and passages: the public functions of this package.

Selects the reader that a document needs, and finds the company and form that it states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import polars as pl
from lxml import etree

from sources.edgar.damage import Damage
from sources.edgar.schemas import PASSAGES, frame
from sources.edgar.xbrl.contexts import local
from sources.edgar.xbrl.fact_rows import Found, declared_names, facts_frame
from sources.edgar.xbrl.inline_xbrl import read_inline_set
from sources.edgar.xbrl.instance import read_instance
from sources.edgar.xbrl.markup import FETCH_AGAIN, Markup, read_markup
from sources.edgar.xbrl.names import INLINE, Names
from sources.edgar.xbrl.passages import find_passages
from sources.errors import BadInput

_XBRL: Final = "http://www.xbrl.org/"
_GIVE_MAIN: Final = "Give the filing's main .htm document (form 10-K, 10-Q, …), or its XBRL instance (.xml)"
_CIK: Final = re.compile(r"\d{1,10}")


@dataclass(frozen=True, slots=True)
class FilingKey:
    """What is known about a filing besides its document."""

    cik: str | None = None
    accession: str | None = None
    form: str | None = None
    filed: date | None = None
    accepted_at: datetime | None = None


NOTHING_KNOWN: Final = FilingKey()


@dataclass(frozen=True)
class Extraction:
    """All that a document says. `damage` is empty when it is whole."""

    facts: pl.DataFrame  # FACTS
    passages: pl.DataFrame  # PASSAGES
    source_kind: str  # inline_xbrl | xbrl_instance
    damage: tuple[Damage, ...]


def extract_document(data: bytes, name: str, filing: FilingKey = NOTHING_KNOWN) -> Extraction:
    """Every numeric fact of an inline XBRL document or XBRL instance, its `dei` facts, and its passages on geography.

    Values that `filing` leaves open are taken from the document's own `dei` facts. Raises BadInput for bytes that are
    neither; a damaged document gives the facts that can be read, and describes the damage.
    """
    (found,) = extract_documents([(data, name)], filing)
    if isinstance(found, BadInput):
        raise found
    return found


def extract_documents(
    files: Sequence[tuple[bytes, str]], filing: FilingKey = NOTHING_KNOWN
) -> list[Extraction | BadInput]:
    """The content of each document (bytes and name) of one filing, as `extract_document`; a fault in its place.

    Pages with inline XBRL are read as one document set: a context may be in another page than the fact, and the company
    and form may be on another page's cover. Each fact keeps the document that it is in.
    """
    opened = [_open(*file) for file in files]
    pages = [one for one in opened if isinstance(one, _Opened) and one.source_kind == "inline_xbrl"]
    inline = iter(read_inline_set([(page.markup, page.names) for page in pages]))
    read: list[tuple[_Opened, Found] | BadInput] = []
    one: _Opened | BadInput | None = None
    for one in opened:
        if isinstance(one, BadInput):
            read.append(one)
        else:
            is_page = one.source_kind == "inline_xbrl"
            read.append((one, next(inline) if is_page else read_instance(one.markup, one.names)))
    founds = [pair[1] for pair in read if not isinstance(pair, BadInput)]
    cik = filing.cik or _cik(founds)
    constant = {
        "cik": cik,
        "accession": filing.accession,
        "form": filing.form or _dei(founds, "dei:DocumentType"),
        "filed": filing.filed,
        "accepted_at": filing.accepted_at,
    }
    del opened, pages, inline, founds, one  # a tree is the largest object: each is freed before its columns are built
    read.reverse()
    return [_extraction(read, constant) for _ in range(len(read))]


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document that can be read."""

    name: str
    markup: Markup
    names: Names
    source_kind: str


def _open(data: bytes, name: str) -> _Opened | BadInput:
    """A document's elements and names, or why it has none."""
    try:
        markup = read_markup(data, name)
        return _Opened(name, markup, _names(markup, data), _kind(markup, name))
    except BadInput as fault:
        return fault


def _extraction(read: list[tuple[_Opened, Found] | BadInput], constant: dict[str, Any]) -> Extraction | BadInput:
    """The content of the last of these documents, which is removed from the list."""
    one = read.pop()
    if isinstance(one, BadInput):
        return one
    (name, markup, source_kind), found = (one[0].name, one[0].markup, one[0].source_kind), one[1]
    del one
    of_passage = {"cik": constant["cik"], "accession": constant["accession"], "document": name}
    passages = _passages(markup, found, source_kind, of_passage)
    damage = (*markup.faults, *found.damage)
    rows, contexts = found.rows, found.references.contexts
    del markup, found
    facts = facts_frame(rows, contexts, constant | {"source_kind": source_kind, "document": name})
    return Extraction(facts, passages, source_kind, damage)


def _passages(markup: Markup, found: Found, source_kind: str, constant: dict[str, str | None]) -> pl.DataFrame:
    """The PASSAGES frame of a document."""
    passages = find_passages(markup.root, found, source_kind)
    rows = (constant | {"passage_no": number, **one._asdict()} for number, one in enumerate(passages, 1))
    return frame(rows, PASSAGES)


def _kind(markup: Markup, name: str) -> str:
    """inline_xbrl or xbrl_instance. Raises BadInput for a page or a file of another kind."""
    root = markup.root
    tag = str(root.tag)
    # First the content: a page cut out of a submission text file may still be inside its <XBRL> tag.
    if markup.is_flat or any(next(root.iter(f"{{{uri}}}*"), None) is not None for uri in INLINE):
        return "inline_xbrl"
    if local(tag) == "xbrl" and (tag.startswith(f"{{{_XBRL}") or ":" in tag or "{" not in tag):
        return "xbrl_instance"
    cut = f" ({markup.faults[0].message})" if markup.faults else ""
    if local(tag) == "html":
        title = next((" ".join((node.text or "").split()) for node in root.iter("{*}title")), "")
        about = f", titled «{title[:80]}»" if title else ""
        raise BadInput(name, f"a web page without inline XBRL{about}{cut}", _GIVE_MAIN, f"line {root.sourceline or 1}")
    if markup.faults:
        raise BadInput(name, f"no XBRL can be read in it{cut}", FETCH_AGAIN, f"line {root.sourceline or 1}")
    problem = f"XML, but no XBRL instance: its root is <{local(tag)}>"
    raise BadInput(name, problem, _GIVE_MAIN, f"line {root.sourceline or 1}")


def _names(markup: Markup, data: bytes) -> Names:
    """The prefixes of a document, which a flat one keeps as attributes."""
    if not markup.is_flat:
        is_wide = b"\0" in data[:4]  # UTF-16: then search everywhere
        return declared_names(markup.root, -1 if is_wide else data.count(b"xmlns:"))
    declared: dict[str | None, str] = dict(markup.root.nsmap)
    for element in markup.root.iter(etree.Element):
        for key, value in element.items():
            prefix = str(key).partition("xmlns:")[2]
            if prefix:
                declared.setdefault(prefix, str(value))
    return Names(declared, is_global=True)


def _dei(documents: Iterable[Found], concept: str) -> str | None:
    """The first value of a cover page fact, preferably one without dimensions."""
    values: list[tuple[int, str]] = []
    for found in documents:
        contexts = found.references.contexts
        for row in found.rows:
            if row.concept == concept and row.value_text:
                context = contexts.get(row.context_id or "")
                values.append((len(context.dimensions) if context else 99, row.value_text))
    return min(values, key=lambda one: one[0], default=(0, None))[1]


def _cik(documents: Sequence[Found]) -> str | None:
    """Ten digits from the cover page, else from the first context whose entity is a CIK."""
    said = [_dei(documents, "dei:EntityCentralIndexKey")]
    said += [context.entity for found in documents for context in found.references.contexts.values()]
    return next((one.zfill(10) for one in said if one and _CIK.fullmatch(one)), None)
