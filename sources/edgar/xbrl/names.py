"""Qualified names under their usual prefix: from `prefix:local` and the declarations in scope to one name that is the
same in every filing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree

XBRLI: Final = "http://www.xbrl.org/2003/instance"
XBRLDI: Final = "http://xbrl.org/2006/xbrldi"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
ISO4217: Final = "http://www.xbrl.org/2003/iso4217"
INLINE: Final = ("http://www.xbrl.org/2013/inlineXBRL", "http://www.xbrl.org/2008/inlineXBRL")

_XHTML: Final = "http://www.w3.org/1999/xhtml"
_FIXED: Final = {
    XBRLI: "xbrli",
    XBRLDI: "xbrldi",
    ISO4217: "iso4217",
    _XHTML: "xhtml",
    "http://www.xbrl.org/2003/linkbase": "link",
}
#: Taxonomies whose address contains their usual prefix, whatever the year: http://fasb.org/us-gaap/2024,
#: http://xbrl.us/us-gaap/2009-01-31, http://xbrl.sec.gov/dei/2021q4, http://xbrl.ifrs.org/taxonomy/2023-03-23/ifrs-full.
_BY_YEAR: Final = re.compile(r"https?://(?:(?:www|xbrl)\.)?(?:fasb\.org|xbrl\.us|sec\.gov)/([A-Za-z][\w-]*)/\d{4}")
_IFRS: Final = re.compile(r"https?://xbrl\.(?:ifrs|iasb)\.org/taxonomy/\d{4}[^/]*/(ifrs[\w-]*)")
_HOST: Final = re.compile(r"\w+://(?:www\.)?([\w-]+)")
#: The namespaces of these prefixes where a document does not declare them.
_USUAL: Final = {"ix": INLINE[0], "xbrli": XBRLI, "xbrldi": XBRLDI, "xsi": XSI}


class Name(NamedTuple):
    """A resolved name. `namespace` is null when the prefix is not declared; then `text` is as written."""

    text: str
    namespace: str | None


def usual_prefix(namespace: str, declared: str | None) -> str:
    """The usual prefix of a namespace; for a company's own namespace the one its document declares."""
    fixed = _FIXED.get(namespace)
    if fixed:
        return fixed
    found = _BY_YEAR.match(namespace) or _IFRS.match(namespace)
    if found:
        return found[1]
    if declared:
        return declared
    host = _HOST.match(namespace)
    return host[1] if host else namespace


class Names:
    """Resolves the names of one document. Caches results, because a filing repeats few names often."""

    def __init__(self, declared: Mapping[str | None, str], *, is_global: bool) -> None:
        """`declared` holds the root's declarations; `is_global` says that there are no others."""
        self._declared = {prefix: uri for prefix, uri in declared.items() if prefix is not None}
        self._default = _no_html(declared.get(None))
        self._is_global = is_global
        self._known: dict[str, Name] = {}
        self._elsewhere: dict[tuple[str, str | None, str | None], Name] = {}
        self._tags: dict[tuple[str, str | None], Name] = {}

    def resolve(self, qname: str, element: etree._Element) -> Name:
        """The name that `qname` means at `element`; without prefix, in the default namespace unless that is HTML."""
        if self._is_global:
            name = self._known.get(qname)
            if name is None:
                prefix, local = _split(qname)
                name = self._known[qname] = _named(qname, prefix, local, self.namespace(prefix))
            return name
        prefix, local = _split(qname)
        scope = element.nsmap
        uri = scope.get(prefix) if prefix else _no_html(scope.get(None))
        if prefix and uri is None:
            uri = self.namespace(prefix)
        key = (qname, prefix, uri)
        name = self._elsewhere.get(key)
        if name is None:
            name = self._elsewhere[key] = _named(qname, prefix, local, uri)
        return name

    def namespace(self, prefix: str) -> str | None:
        """The namespace of a prefix in the whole document; lower case and usual prefixes are tried last."""
        if not prefix:
            return self._default
        lower = prefix.lower()
        return self._declared.get(prefix) or self._declared.get(lower) or _USUAL.get(lower)

    def of_element(self, element: etree._Element) -> Name:
        """The element's own name."""
        key = (str(element.tag), element.prefix)
        name = self._tags.get(key)
        if name is None:
            name = self._tags[key] = self._element_name(element, *key)
        return name

    def _element_name(self, element: etree._Element, tag: str, prefix: str | None) -> Name:
        if not tag.startswith("{"):
            return self.resolve(tag, element)
        uri, _, local = tag[1:].partition("}")
        if prefix is None:  # the default namespace: a prefix of the same namespace is preferred
            prefix = next((known for known, other in element.nsmap.items() if known and other == uri), None)
        return Name(f"{usual_prefix(uri, prefix)}:{local}", uri)


def _no_html(namespace: str | None) -> str | None:
    """The default namespace, unless it is that of HTML."""
    return None if namespace == _XHTML else namespace


def _split(qname: str) -> tuple[str, str]:
    """Prefix ("" for none) and local name."""
    prefix, colon, local = qname.strip().partition(":")
    return (prefix, local) if colon else ("", prefix)


def _named(qname: str, prefix: str, local: str, namespace: str | None) -> Name:
    if namespace is None:
        return Name(qname.strip(), None)
    return Name(f"{usual_prefix(namespace, prefix)}:{local}", namespace)
