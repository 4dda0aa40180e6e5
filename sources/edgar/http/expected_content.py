"""Whether the bytes of an answer with status 200 are what its address asks for.

EDGAR, and the servers before it, sometimes answer with an error page, nothing at all, or JSON of another kind, all with
status 200. What was asked for is recognised by what it must contain, because an error page may have any text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

#: Of what is asked for as JSON: part of the address, its name, and the members of which it has one.
_ANSWERS: Final = (
    ("/submissions/CIK", "list of filings", {"filings": dict, "accessionNumber": list}),
    ("/api/xbrl/companyfacts/", "companyfacts", {"facts": dict}),
    ("/index.json", "index of a filing's folder", {"directory": dict}),
)
_PAGES: Final = (".htm", ".html", ".xhtml")
_BLANK: Final = b"\xef\xbb\xbf\0 \t\r\n"
_UTF16: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_INLINE: Final = re.compile(rb"inlinexbrl|<[\w.-]+:non(fraction|numeric)\b")
_INSTANCE: Final = re.compile(rb"<([\w.-]+:)?xbrl[\s>/]")
#: The tags around a document in a submission text file, which older pages keep.
_WRAPPED: Final = re.compile(rb"\s*<(sec-document|document|submission)>")
#: Words on the cover of a report, with or without XBRL; the form prescribes it.
_COVER: Final = re.compile(
    rb"commission\s+file\s+n|exact\s+name\s+of\s+(the\s+)?registrant|securities\s+exchange\s+act\s+of\s+1934"
    rb"|section\s+13\s+or\s+15\s*\(d\)"
)
_TAG: Final = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]*>|&nbsp;|&#(160|xa0);", re.DOTALL)
#: The characters of text that only a document has: no error page has so many.
_LONG_TEXT: Final = 20_000
#: Bytes of a page without XBRL that are searched for its words.
_MOST_READ: Final = 2_000_000
_TITLE: Final = re.compile(rb"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
_FIRST_TAG: Final = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype[^>]*>\s*)*<([\w.:-]+)", re.DOTALL | re.IGNORECASE
)


def unexpected_content(body: bytes, address: str) -> str | None:
    """Why the body cannot be what this address asks for; None when it may be.

    It only decides whether something else was sent. Whether the file is whole and right is for its reader: JSON that
    breaks off, or a document with damage, is what was asked for. An XML file may be any XML but a page or an error.
    """
    if not body.strip(_BLANK):
        return f"an empty body ({len(body)} bytes)"
    if body.startswith(b"\x1f\x8b"):
        return "compressed bytes (gzip) that no Content-Encoding header announces"
    name = address.rpartition("/")[2].lower()
    if name.endswith(".json"):
        return _unexpected_json(body, address)
    if name.endswith((*_PAGES, ".xml")):
        text = _plain(body)
        is_other = _is_no_xml(text.lower()) if name.endswith(".xml") else _is_no_document(text.lower())
        return f"{_page(text)} where a filing's document should be" if is_other else None
    return None


def _unexpected_json(body: bytes, address: str) -> str | None:
    """As `unexpected_content`, of an address that gives JSON."""
    first = body.lstrip(_BLANK)[:1]
    if first == b"<":
        return f"{_page(body)} where JSON should be"
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None if first == b"{" else "text that is not JSON"
    what, members = next(((what, some) for part, what, some in _ANSWERS if part in address), ("answer", {}))
    if not isinstance(content, Mapping):
        return f"JSON that is no object ({type(content).__name__}) where a {what} should be"
    if members and not any(isinstance(content.get(key), kind) for key, kind in members.items()):
        return f"JSON of another kind, {_shown(content)}, where a {what} should be"
    return None


def _shown(content: Mapping[str, Any]) -> str:
    """The beginning of an object, for a message."""
    text = json.dumps(content, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _is_no_document(text: bytes) -> bool:
    """Whether a page (in lower case) is no filing's: it has neither XBRL nor the words of a report, and is short."""
    if _INLINE.search(text) or _INSTANCE.search(text) or _WRAPPED.match(text):
        return False
    shown = b" ".join(_TAG.sub(b" ", text[:_MOST_READ]).split())
    return not _COVER.search(shown) and len(shown) < _LONG_TEXT


def _is_no_xml(text: bytes) -> bool:
    """Whether a file (in lower case) is no XML of a filing: it is no instance, and text, a page or an error."""
    first = _FIRST_TAG.match(text)
    return not _INSTANCE.search(text) and (first is None or first[1].rpartition(b":")[2] in (b"html", b"error"))


def _page(text: bytes) -> str:
    """A page by its title, for a message."""
    first = _FIRST_TAG.match(text.lstrip(_BLANK))
    if first is None:
        return "text or other data"
    if first[1].lower().rpartition(b":")[2] == b"error":
        return "an error in XML"
    title = _TITLE.search(text)
    named = " ".join(title[1].decode("utf-8", "replace").split())[:80] if title else ""
    return f"a web page titled «{named}»" if named else "a web page"


def _plain(body: bytes) -> bytes:
    """The text as UTF-8, without a byte order mark."""
    encoding = next((name for mark, name in _UTF16.items() if body.startswith(mark)), None)
    return (body.decode(encoding, "replace").encode() if encoding else body).lstrip(_BLANK)
