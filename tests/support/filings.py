"""Small inline XBRL documents and instances of a made-up company.

Contains parts that tests combine.
"""

from __future__ import annotations

from collections.abc import Iterable

NAMESPACES = {
    "": "http://www.w3.org/1999/xhtml",
    "ix": "http://www.xbrl.org/2013/inlineXBRL",
    "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12",
    "ixt-sec": "http://www.sec.gov/inlineXBRL/transformation/2015-08-31",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "xbrldi": "http://xbrl.org/2006/xbrldi",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "us-gaap": "http://fasb.org/us-gaap/2024",
    "srt": "http://fasb.org/srt/2024",
    "dei": "http://xbrl.sec.gov/dei/2024",
    "country": "http://xbrl.sec.gov/country/2024",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "made": "http://www.made-up.example/20240630",
}
ENTITY = (
    '<xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000042</xbrli:identifier>{}</xbrli:entity>'
)
QUARTER = "<xbrli:startDate>2024-04-01</xbrli:startDate><xbrli:endDate>2024-06-30</xbrli:endDate>"
INSTANT = "<xbrli:instant>2024-06-30</xbrli:instant>"
UNITS = (
    '<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>',
    '<xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>',
    '<xbrli:unit id="pure"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>',
    '<xbrli:unit id="eps"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>'
    "</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator>"
    "</xbrli:divide></xbrli:unit>",
    '<xbrli:unit id="area"><xbrli:measure>made:metre</xbrli:measure><xbrli:measure>made:metre</xbrli:measure>'
    "</xbrli:unit>",
)


def explicit(axis: str, member: str) -> str:
    """An explicit dimension."""
    return f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>'


def context(name: str, period: str = QUARTER, segment: str = "", scenario: str = "") -> str:
    """A context of the made-up company."""
    inside = f"<xbrli:segment>{segment}</xbrli:segment>" if segment else ""
    outside = f"<xbrli:scenario>{scenario}</xbrli:scenario>" if scenario else ""
    when = f"<xbrli:period>{period}</xbrli:period>"
    return f'<xbrli:context id="{name}">{ENTITY.format(inside)}{when}{outside}</xbrli:context>'


CONTEXTS = (
    context("q"),
    context("i", INSTANT),
    context("cn", segment=explicit("srt:StatementGeographicalAxis", "country:CN")),
)


def number(text: str, name: str = "us-gaap:Revenues", context: str = "q", unit: str = "usd", **attributes: str) -> str:
    """An ix:nonFraction; `format` and others as keywords."""
    given = {"name": name, "contextRef": context, "unitRef": unit, "decimals": "-6"} | attributes
    written = " ".join(f'{key.replace("__", ":")}="{value}"' for key, value in given.items())
    return f"<ix:nonFraction {written}>{text}</ix:nonFraction>"


def text_fact(text: str, name: str, context: str = "q", **attributes: str) -> str:
    """An ix:nonNumeric."""
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<ix:nonNumeric name="{name}" contextRef="{context}"{written}>{text}</ix:nonNumeric>'


def inline(
    body: str,
    *,
    contexts: Iterable[str] = CONTEXTS,
    hidden: str = "",
    namespaces: dict[str, str] | None = None,
    declaration: str = '<?xml version="1.0" encoding="UTF-8"?>\n',
) -> str:
    """An inline XBRL document."""
    declared = " ".join(
        f'xmlns{":" if prefix else ""}{prefix}="{uri}"' for prefix, uri in (namespaces or NAMESPACES).items()
    )
    return (
        f"{declaration}<html {declared}>\n<head><title>A report</title></head>\n<body>\n"
        f'<div style="display:none"><ix:header><ix:hidden>{hidden}</ix:hidden><ix:references>'
        '<link:schemaRef xlink:type="simple" xlink:href="made.xsd"/></ix:references>'
        f"<ix:resources>{''.join(contexts)}{''.join(UNITS)}</ix:resources></ix:header></div>\n{body}\n</body>\n</html>\n"
    )


def instance(items: str, *, contexts: Iterable[str] = CONTEXTS) -> str:
    """An XBRL instance."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xbrli:xbrl {declared}>\n'
        '<link:schemaRef xlink:type="simple" xlink:href="made.xsd"/>\n'
        f"{''.join(contexts)}\n{''.join(UNITS)}\n{items}\n</xbrli:xbrl>\n"
    )
