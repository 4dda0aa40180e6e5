"""Broken, foreign and hostile documents: what can be read is read, the rest is one line."""

from __future__ import annotations

import re
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.edgar.damage import Damage, worst_code
from sources.edgar.xbrl.document import Extraction, extract_document
from sources.errors import BadInput
from tests.support.filings import inline, instance, number, text_fact
from tests.support.mirror import RATE_PAGE

BODY = "<table><tr><td>China</td><td>{}</td><td>{}</td></tr></table><p>and {} thousand</p>".format(
    number("1,234", format="ixt:num-dot-decimal", context="cn", scale="6", id="f1"),
    number("56", unit="shares", context="i", id="f2"),
    number("<b>7</b>89", scale="3", id="f3"),
)
WHOLE = inline(BODY, hidden=text_fact("10-Q", "dei:DocumentType"))
INSTANCE = instance(
    '<us-gaap:Revenues contextRef="cn" unitRef="usd" decimals="-6" id="f1">1234000000</us-gaap:Revenues>'
    '<us-gaap:Assets contextRef="i" unitRef="usd" decimals="-6" id="f2">5678</us-gaap:Assets>'
)
KEY = ["fact_id", "concept", "value_text", "decimals", "context_id"]


def read(document: str | bytes) -> Extraction:
    return extract_document(document if isinstance(document, bytes) else document.encode(), "made.htm")


def same(document: str | bytes) -> tuple[Damage, ...]:
    """Damage of a document that must give the same facts as the whole one."""
    found = read(document)
    left_out = ["concept_namespace"] if found.facts["concept_namespace"].null_count() else []
    assert found.facts.drop(left_out).equals(read(WHOLE).facts.drop(left_out))
    return found.damage


@pytest.mark.parametrize(
    "document",
    [
        "\n\r\n" + WHOLE,
        b"\xef\xbb\xbf" + WHOLE.encode(),
        b"\xef\xbb\xbf\n" + WHOLE.encode(),
        WHOLE.encode("utf-16"),
        WHOLE.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
        WHOLE.replace('encoding="UTF-8"', 'encoding="windows-1252"').encode("cp1252"),
        WHOLE.replace('encoding="UTF-8"', 'encoding="ASCII"'),
        WHOLE.replace("2013/inlineXBRL", "2008/inlineXBRL"),
        WHOLE.replace("<td>China</td>", "<td>China&nbsp;&mdash;</td>"),
        WHOLE.replace("<html ", "<!DOCTYPE html>\n<html ").replace(">China<", ">&nbsp;<"),
        WHOLE.replace(
            "<html ", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://nowhere.invalid/x.dtd">\n<html '
        ),
        WHOLE.replace("<td>China</td>", "<td>China<!-- <ix:nonFraction> --></td>"),
        "<XBRL>\n" + WHOLE.partition("?>\n")[2] + "</XBRL>\n",
    ],
)
def test_ways_of_writing_that_are_no_damage(document: str | bytes) -> None:
    assert same(document) == ()


def lowered(document: str) -> str:
    """Tags and attribute names in lower case, as browsers write them."""

    def tag(found: re.Match[str]) -> str:
        return re.sub(r"([\w:-]+)=", lambda name: name[0].lower(), found[0]).replace(found[1], found[1].lower(), 1)

    return re.sub(r"</?([\w:-]+)[^>]*>", tag, document)


def saved(document: str) -> str:
    """A page as a browser saves it: HTML, void elements open, the XML declaration a comment."""
    page = lowered(document).replace('<?xml version="1.0" encoding="UTF-8"?>', '<!--?xml version="1.0"?-->')
    return page.replace("<head>", '<head><meta charset="utf-8">').replace("<p>and", "<br><p>a &nbsp; AT&T<br>and")


def test_a_lower_case_copy() -> None:
    assert "contextref=" in lowered(WHOLE)
    assert same(lowered(WHOLE)) == ()


def test_a_page_saved_by_a_browser() -> None:
    assert "nonFraction" not in saved(WHOLE)
    damage = same(saved(WHOLE))
    assert all("ampersand" in one.message for one in damage)


def test_without_the_declaration_of_its_own_prefix() -> None:
    assert same(WHOLE.replace(' xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"', "")) == ()


def test_wrong_encoding_is_said() -> None:
    damage = same(WHOLE.replace("<td>China</td>", "<td>Chin\u00e4</td>").encode("cp1252"))
    assert damage == (Damage("characters", "bytes that are not UTF-8 were read as windows-1252"),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</table>", ""),
        ("<p>and", "</div></div><p>and"),
        ("<p>and", "<p><b><i>and</b>"),
        ("<td>China</td>", "<td>China"),
        ("<td>China</td>", "<td>Research & Development</td>"),
        ("<td>China</td>", "<td class=x disabled>China</td>"),
    ],
)
def test_unbalanced_documents_lose_no_fact_and_say_so(old: str, new: str) -> None:
    assert old in WHOLE
    assert same(WHOLE.replace(old, new)) != ()


def test_truncation_is_said() -> None:
    assert worst_code(read(WHOLE[:-40]).damage) == "truncated"
    assert worst_code(read(INSTANCE[:-20]).damage) == "truncated"
    cut = read(WHOLE[: WHOLE.index("34</ix")])
    assert cut.facts["value_text"].to_list() == ["10-Q"]
    assert any("cut off" in one.message for one in cut.damage)
    assert {one.code for one in cut.damage} == {"truncated"}


def test_a_document_has_the_code_of_its_worst_damage() -> None:
    lesser, worse = Damage("characters", "bare ampersands read as text: 1"), Damage("malformed", "not well-formed")
    assert worst_code([]) is None
    assert worst_code([lesser]) == "characters"
    assert worst_code([lesser, worse]) == worst_code([worse, lesser]) == "malformed"


def subset(document: bytes, whole: bytes) -> None:
    """A cut document is refused, or gives some of the facts and says that it is damaged."""
    try:
        found = extract_document(document, "cut.htm")
    except BadInput:
        return
    expected = extract_document(whole, "cut.htm").facts.select(KEY).rows()
    assert all(row in expected for row in found.facts.select(KEY).rows())
    assert found.damage or document.rstrip() == whole.rstrip()


@pytest.mark.parametrize("document", [WHOLE, INSTANCE, saved(WHOLE)], ids=["inline", "instance", "saved"])
def test_every_truncation_gives_a_subset(document: str) -> None:
    whole = document.encode()
    for length in range(0, len(whole), 7):
        subset(whole[:length], whole)


@given(st.integers(0, len(WHOLE.encode("utf-16"))))
@settings(max_examples=60)
def test_truncated_utf16(length: int) -> None:
    subset(WHOLE.encode("utf-16")[:length], WHOLE.encode("utf-16"))


@given(st.binary(max_size=300), st.integers(0, len(WHOLE)))
@settings(max_examples=150)
def test_junk_raises_nothing_but_bad_input(junk: bytes, at: int) -> None:
    for data in (junk, b"<" + junk, WHOLE.encode()[:at] + junk + WHOLE.encode()[at:]):
        with suppress(BadInput):
            extract_document(data, "junk")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (RATE_PAGE, "Request Rate Threshold Exceeded"),
        (b"<html><head><title>SEC.gov | File Unavailable</title></head><body/></html>", "File Unavailable"),
        (b"<html><head><title>A page</title></head><body><p>Hello<br></body></html>", "A page"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "<rss>"),
        (b"<SEC-DOCUMENT>0000000042-24-000001.txt : 20240801", "full submission"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x1f\x8b\x08\x00\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        (b"Dear reader", "plain text"),
        (b'{"cik": 42}', "JSON"),
        (b"<", "made.htm"),
    ],
)
def test_what_is_no_filing(data: bytes, words: str) -> None:
    with pytest.raises(BadInput) as fault:
        read(data)
    assert words in str(fault.value)
    assert str(fault.value).startswith("made.htm")
    assert "\n" not in str(fault.value)


def test_entities_are_not_expanded() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "9" * 10}">' for n in range(10))
    bomb = WHOLE.replace("<html ", f"<!DOCTYPE html [{levels}]><html ").replace(">56<", ">&e9;<")
    started = time.process_time()
    found = read(bomb)
    assert time.process_time() - started < 1
    row = found.facts.filter(fact_id="f2").row(0, named=True)
    assert row["value"] is None
    assert "&e9;" in row["problem"]


def test_outside_entities_are_not_fetched() -> None:
    outside = WHOLE.replace("<html ", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html ')
    row = read(outside.replace(">56<", ">&x;<")).facts.filter(fact_id="f2").row(0, named=True)
    assert row["value"] is None
    assert row["displayed"] == "&x;"


def test_deep_nesting_is_read() -> None:
    deep = inline("<div>" * 1500 + number("5", id="f1") + "</div>" * 1500)
    assert read(deep).facts["value_text"].to_list() == ["5"]


def test_one_long_text_is_read() -> None:
    found = read(inline(f"<p>{'x' * 11_000_000}</p>" + number("5")))
    assert found.facts["value_text"].to_list() == ["5"]
