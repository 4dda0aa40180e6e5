"""Documents that would have their reader fetch, disclose or multiply: entities stay what they are, text."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.edgar.xbrl.document import extract_document
from tests.support.filings import inline, instance, number

INLINE = inline(number("&e;", format="ixt:num-dot-decimal", context="cn", id="f1"))
INSTANCE = instance('<us-gaap:Revenues contextRef="cn" unitRef="usd" decimals="-6" id="f1">&e;</us-gaap:Revenues>')
LAUGHS = "".join(f'<!ENTITY {one} "{f"&{two};" * 10}">' for one, two in zip("ijklmnop", "abcdefgh", strict=True))


@pytest.mark.parametrize(("document", "name"), [(INLINE, "made.htm"), (INSTANCE, "made.xml")])
@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY e SYSTEM "{secret}">',
        '<!ENTITY e SYSTEM "http://127.0.0.1:9/secret">',
        '<!ENTITY % p SYSTEM "{secret}"> %p; <!ENTITY e "7">',
        LAUGHS + '<!ENTITY e "&p;">',
        '<!ENTITY e "77">',
    ],
    ids=["file", "address", "parameter", "laughs", "plain"],
)
def test_no_entity_is_followed(tmp_path: Path, declared: str, document: str, name: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("42")
    head, mark, rest = document.partition("?>")
    doctype = f"<!DOCTYPE x [{declared.format(secret=secret.as_uri()) if 'secret' in declared else declared}]>"
    found = extract_document(f"{head}{mark}{doctype}{rest}".encode(), name).facts
    assert found["value"].to_list() == [None]
    assert found["displayed"].to_list() == ["&e;"]
