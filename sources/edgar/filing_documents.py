"""Select and fetch the documents that contain the facts of one filing.

Usually one: the page with inline XBRL, or before inline XBRL the instance. Where that page is not whole in itself, the
filing's index.json shows the further pages of its document set, or the instance that EDGAR extracts from all of them.
Which filings are wanted is in `landing`, how documents are read in `xbrl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from sources.edgar import json_text
from sources.edgar.http.conditional_get import CompanyRequests, StoredFile
from sources.edgar.xbrl.page_references import INLINE, page_references
from sources.errors import BadInput

_NO_INSTANCE: Final = re.compile(r"_(cal|def|lab|pre|ref)\.xml$|^(FilingSummary|R\d+|defnref)\.xml$", re.IGNORECASE)
#: Pages in a filing's folder that EDGAR makes itself.
_OF_EDGAR: Final = re.compile(r"^R\d+\.htm$|-index(-headers)?\.html?$", re.IGNORECASE)
#: The annual report to shareholders, to which a 10-K may refer for its statements (Regulation S-K, item 601).
_EXHIBIT_13: Final = re.compile(r"ex[a-z]*[-_.]?13|annual[-_]?report", re.IGNORECASE)
#: At most so many pages of a filing are tried whose names do not show what they are.
_MOST_TRIED: Final = 20


def filing_folder(cik: str, accession: str) -> str:
    """The URL path of a filing's folder on www.sec.gov, without a slash at the end."""
    return f"/Archives/edgar/data/{int(cik)}/{accession.replace('-', '')}"


class Documents(NamedTuple):
    """The documents of a filing that are available, and names of further ones that its index lists and that are not."""

    files: list[StoredFile]
    lost: list[str]


def fetch_documents(filing: Mapping[str, Any], folder: str, requests: CompanyRequests) -> Documents:
    """The documents of a filing (a row of FILINGS) that together contain its facts.

    The first is the filing's primary document or what is used in its place. Further pages are requested only where
    that one shows that facts are elsewhere. Without index.json it is alone.
    """
    for name in _plain(_candidates(filing, folder, requests), filing, requests):
        got = requests.fetch("www.sec.gov", f"{folder}/{name}", is_settled=True)
        # Where the list does not say whether the filing is inline, the document itself must show it.
        if got and (filing["is_inline_xbrl"] or not _is_page(name) or b"inlineXBRL" in got.data()):
            is_alone = not _is_page(name) or not _needs_others(got, filing, requests)
            return Documents([got], []) if is_alone else _document_set(got, filing, folder, requests)
    return Documents([], [])


def _candidates(filing: Mapping[str, Any], folder: str, requests: CompanyRequests) -> Iterator[str]:
    """Names of files that may contain a filing's facts, best first.

    For an inline filing, the document itself, then the instance that EDGAR extracts from it. For a filing before inline
    XBRL, the instance, which is found in the folder's index. Where the list does not show which it is, all of them.
    """
    primary, is_inline = filing["primary_document"] or "", filing["is_inline_xbrl"]
    if _is_page(primary) and is_inline is not False:
        yield primary
        yield _extracted(primary)
    if not is_inline:
        names = [
            n for n in _listed(filing, folder, requests) if n.lower().endswith(".xml") and not _NO_INSTANCE.search(n)
        ]
        yield from sorted(set(names), key=lambda n: (re.search(r"-\d{8}\.xml$", n) is None, n))


def _needs_others(page: StoredFile, filing: Mapping[str, Any], requests: CompanyRequests) -> bool:
    """Whether a filing's page needs others. An amendment may well have no statements. Each page is searched once."""
    need = requests.cache.need_of(page.sha256)
    if need is None:
        need = page_references(page.data()).need or ""
        requests.cache.keep_need(page.sha256, need)
    return bool(need) and not (need == "statements" and filing["form"].endswith("/A"))


def _document_set(primary: StoredFile, filing: Mapping[str, Any], folder: str, requests: CompanyRequests) -> Documents:
    """The pages of a filing whose primary document is not whole.

    Pages named after the primary document belong to it. Others are tried one by one while facts are missing; the
    instance comes before those whose names do not show what they are, and replaces all pages, because it has the facts
    of all.
    """
    primary_name = primary.address.rpartition("/")[2]
    base = re.compile(rf"{re.escape(primary_name.rpartition('.')[0])}[-_.]", re.IGNORECASE)
    names = [one for one in _listed(filing, folder, requests) if one != primary_name]
    further = [one for one in names if _is_page(one) and not _OF_EDGAR.search(one)]
    own = [one for one in further if base.match(one)]
    likely = [one for one in further if one not in own and _EXHIBIT_13.search(one)]
    found, lost = page_references(primary.data()), []
    pages = [primary] if INLINE.search(primary.data()) else []

    def add(name: str) -> None:
        nonlocal found
        got = requests.fetch("www.sec.gov", f"{folder}/{name}", is_settled=True)
        if got is None:
            lost.append(name)
        elif INLINE.search(got.data()):
            pages.append(got)
            found |= page_references(got.data())

    for name in own:
        add(name)
    for name in likely:
        if found.need:
            add(name)
    if found.need in ("references", "statements"):
        instance = requests.fetch("www.sec.gov", f"{folder}/{_extracted(primary_name)}", is_settled=True)
        if instance:
            return Documents([instance], [])
    for name in [one for one in further if one not in own and one not in likely][:_MOST_TRIED]:
        if found.need in ("references", "statements"):
            add(name)
    return Documents(pages or [primary], lost)


def _listed(filing: Mapping[str, Any], folder: str, requests: CompanyRequests) -> list[str]:
    """File names in a filing folder's index.json; empty without one. One that cannot be read is requested again."""
    index = requests.fetch("www.sec.gov", f"{folder}/index.json", is_settled=True)
    if index is None:
        return []
    name = f"{filing['accession']} index.json"
    try:
        directory = json_text.read_json(index.data(), name).get("directory")
        items = directory.get("item") if isinstance(directory, dict) else None
        if not isinstance(items, list):
            raise json_text.wrong_type(name, "directory.item", "a list", items)
    except BadInput as fault:  # the other filings continue, and this one is requested again
        requests.not_asked.append((filing["accession"], fault))
        requests.fetch_again_next_time(index)
        return []
    names = [item["name"] for item in items if isinstance(item, dict) and isinstance(item.get("name"), str)]
    return list(_plain(names, filing, requests))


def _plain(names: Iterable[str], filing: Mapping[str, Any], requests: CompanyRequests) -> Iterator[str]:
    """The names that are plain file names. Another one, which might lead out of the folder, is not requested."""
    for name in names:
        plain = unquote(name)
        if plain in ("", ".", "..") or any(sign in "/\\" or ord(sign) < 32 for sign in plain):
            remedy = "Check the filing at its origin; when it names a file, the next refresh requests that"
            fault = BadInput(filing["accession"], f"{name!r} is not a file name, so it is not requested", remedy)
            requests.not_asked.append((filing["accession"], fault))
        else:
            yield name


def _extracted(page: str) -> str:
    """The name of the instance that EDGAR extracts from a page and its document set."""
    return f"{page.rpartition('.')[0]}_htm.xml"


def _is_page(name: str) -> bool:
    """Whether a document is (X)HTML by its name."""
    return name.lower().endswith((".htm", ".html", ".xhtml"))
