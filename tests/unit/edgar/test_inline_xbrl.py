"""Inline XBRL: every number, exactly, with its place."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.edgar.damage import Damage
from sources.edgar.schemas import FACTS, PASSAGES
from sources.edgar.xbrl.document import FilingKey, extract_document
from tests.support.filings import (
    CONTEXTS,
    NAMESPACES,
    QUARTER,
    context,
    explicit,
    inline,
    number,
    text_fact,
)


def facts(document: str) -> pl.DataFrame:
    return extract_document(document.encode(), "made.htm").facts


def only(document: str) -> dict[str, Any]:
    rows = facts(document).rows(named=True)
    assert len(rows) == 1
    return rows[0]


def test_a_fact_with_everything() -> None:
    filing = FilingKey("0000000042", "0000000042-24-000007", "10-Q", date(2024, 8, 1), None)
    body = f"<p>{number('1,234.5', context='cn', id='f-1', sign='-', scale='6', format='ixt:num-dot-decimal')}</p>"
    found = extract_document(inline(body).encode(), "made.htm", filing)
    assert found.source_kind == "inline_xbrl"
    assert found.damage == ()
    assert dict(found.facts.schema) == FACTS
    assert dict(found.passages.schema) == PASSAGES
    assert found.facts.rows(named=True) == [
        {
            "cik": "0000000042",
            "accession": "0000000042-24-000007",
            "form": "10-Q",
            "filed": date(2024, 8, 1),
            "accepted_at": None,
            "fiscal_year_focus": None,
            "source_kind": "inline_xbrl",
            "document": "made.htm",
            "fact_no": 1,
            "fact_id": "f-1",
            "concept": "us-gaap:Revenues",
            "concept_namespace": "http://fasb.org/us-gaap/2024",
            "is_numeric": True,
            "value": Decimal("-1234500000"),
            "value_text": "-1234500000",
            "unit": "USD",
            "decimals": "-6",
            "precision": None,
            "is_nil": False,
            "is_hidden": False,
            "sign": "-",
            "scale": 6,
            "format": "ixt:num-dot-decimal",
            "displayed": "1,234.5",
            "context_id": "cn",
            "entity": "0000000042",
            "period_type": "duration",
            "period_start": date(2024, 4, 1),
            "period_end": date(2024, 6, 30),
            "dimensions": [{"axis": "srt:StatementGeographicalAxis", "member": "country:CN", "is_typed": False}],
            "target": None,
            "problem": None,
        }
    ]


def test_nested_facts_are_both_rows() -> None:
    inner = number("7", name="us-gaap:CostOfRevenue", scale="0")
    rows = facts(inline(f"<p>{number(inner, scale='3')}</p>"))
    assert rows["concept"].to_list() == ["us-gaap:Revenues", "us-gaap:CostOfRevenue"]
    assert rows["value_text"].to_list() == ["7000", "7"]


def test_a_number_may_stand_in_child_elements_and_leave_text_out() -> None:
    shown = "<b>1,<i>23</i></b>4<ix:exclude> (as <b>restated</b>)</ix:exclude><!-- 9 --> <span>.5</span>"
    row = only(inline(number(shown, format="ixt:num-dot-decimal")))
    assert (row["value_text"], row["displayed"]) == ("1234.5", "1,234 .5")


def test_nil_hidden_duplicate_and_target() -> None:
    nil = number("", xsi__nil="true", target="other")
    rows = facts(inline(number("5") + number("5"), hidden=nil + text_fact("10-Q", "dei:DocumentType")))
    assert rows["is_nil"].to_list() == [True, False, False, False]
    assert rows["is_hidden"].to_list() == [True, True, False, False]
    assert rows["value_text"].to_list() == [None, "10-Q", "5", "5"]
    assert rows["target"].to_list() == ["other", None, None, None]
    assert rows["problem"].null_count() == 4


def test_a_fraction() -> None:
    fraction = (
        '<ix:fraction name="made:Share" contextRef="q" unitRef="pure"><ix:numerator>{}</ix:numerator> of '
        '<ix:denominator format="ixt:num-dot-decimal">{}</ix:denominator></ix:fraction>'
    )
    rows = facts(inline(fraction.format("3", "1,000") + fraction.format("1", "3") + fraction.format("1", "0")))
    assert rows["value"].to_list() == [Decimal("0.003"), None, None]
    assert rows["value_text"].to_list() == ["0.003", "1/3", "1/0"]
    assert rows["problem"].is_not_null().to_list() == [False, True, True]


def test_cover_page_texts() -> None:
    cover = [
        text_fact("10-Q", "dei:DocumentType"),
        text_fact("☒ yes", "dei:AmendmentFlag", format="ixt:fixed-false"),
        text_fact("June 30", "dei:CurrentFiscalYearEndDate", format="ixt:date-monthname-day-en"),
        text_fact("June 30,&#160;2024", "dei:DocumentPeriodEndDate", format="ixt:date-monthname-day-year-en"),
        text_fact("Delaware", "dei:EntityIncorporationStateCountryCode", format="ixt-sec:stateprovnameen"),
        text_fact("0000000042", "dei:EntityCentralIndexKey"),
        text_fact("long text", "us-gaap:SegmentReportingDisclosureTextBlock"),
    ]
    found = extract_document(inline("".join(cover)).encode(), "made.htm").facts
    assert found["value_text"].to_list() == ["10-Q", "false", "--06-30", "2024-06-30", "DE", "0000000042"]
    assert found["is_numeric"].to_list() == [False] * 6
    assert set(found["cik"]) == {"0000000042"}
    assert set(found["form"]) == {"10-Q"}


def test_a_text_goes_on_elsewhere() -> None:
    first = text_fact("Made Up", "dei:EntityRegistrantName", continuedAt="c1")
    rest = '<ix:continuation id="c1" continuedAt="c2"> Holding</ix:continuation>'
    rest += '<ix:continuation id="c2"> Corp</ix:continuation>'
    assert only(inline(first + "<p>between</p>" + rest))["value_text"] == "Made Up Holding Corp"
    loop = '<ix:continuation id="c1" continuedAt="c1"> again</ix:continuation>'
    assert "leads back" in only(inline(first + loop))["problem"]
    assert "c1 is missing" in only(inline(first))["problem"]


def test_units() -> None:
    units = ("usd", "shares", "pure", "eps", "area")
    assert facts(inline("".join(number("1", unit=unit) for unit in units)))["unit"].to_list() == [
        "USD",
        "shares",
        "pure",
        "USD/shares",
        "made:metre*made:metre",
    ]


def test_dimensions_of_every_kind_sorted_by_axis() -> None:
    typed = '<xbrldi:typedMember dimension="srt:RangeAxis"><made:Kind> up  to 5 </made:Kind></xbrldi:typedMember>'
    old = "<made:Store>North</made:Store>"
    contexts = [context("q", segment=typed + old, scenario=explicit("made:CaseAxis", "made:BaseMember"))]
    assert only(inline(number("1"), contexts=contexts))["dimensions"] == [
        {"axis": "made:CaseAxis", "member": "made:BaseMember", "is_typed": False},
        {"axis": "made:Store", "member": "North", "is_typed": True},
        {"axis": "srt:RangeAxis", "member": "up to 5", "is_typed": True},
    ]


def test_the_parts_of_a_typed_dimension_stay_apart() -> None:
    within = "<made:Lease><made:No>1</made:No><made:Of>12 &amp;&nbsp;3</made:Of></made:Lease>"
    typed = f'<xbrldi:typedMember dimension="made:LeaseAxis">{within}</xbrldi:typedMember>'
    (dimension,) = only(inline(number("1"), contexts=[context("q", segment=typed)]))["dimensions"]
    assert dimension == {"axis": "made:LeaseAxis", "member": "1 12 & 3", "is_typed": True}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (QUARTER, ("duration", date(2024, 4, 1), date(2024, 6, 30))),
        ("<xbrli:instant>2024-06-30</xbrli:instant>", ("instant", None, date(2024, 6, 30))),
        ("<xbrli:instant>2024-07-01T00:00:00</xbrli:instant>", ("instant", None, date(2024, 6, 30))),
        ("<xbrli:instant>2024-06-30T12:00:00Z</xbrli:instant>", ("instant", None, date(2024, 6, 30))),
        ("<xbrli:forever/>", ("forever", None, None)),
        (
            QUARTER.replace("04-01", "04-01T00:00:00").replace("06-30", "07-01T00:00:00"),
            ("duration", date(2024, 4, 1), date(2024, 6, 30)),
        ),
    ],
)
def test_periods(period: str, expected: tuple[str, date | None, date | None]) -> None:
    row = only(inline(number("1"), contexts=[context("q", period)]))
    assert (row["period_type"], row["period_start"], row["period_end"]) == expected
    assert row["problem"] is None


@pytest.mark.parametrize("bad", ["2024-02-30", "June", "0001-01-01T00:00:00", ""])
def test_a_date_that_is_none(bad: str) -> None:
    row = only(inline(number("1"), contexts=[context("q", f"<xbrli:instant>{bad}</xbrli:instant>")]))
    assert row["period_end"] is None
    assert row["value_text"] == "1"
    assert "where a date should be" in row["problem"]


def test_missing_context_and_unit_keep_the_row() -> None:
    found = extract_document(inline(number("1", context="gone") + number("2", unit="lost")).encode(), "made.htm")
    assert found.facts["value_text"].to_list() == ["1", "2"]
    assert found.facts["problem"].to_list() == ["the context gone is missing", "the unit lost is missing"]
    assert found.facts["dimensions"].to_list() == [None, []]
    assert found.damage == (
        Damage("reference_missing", "1 fact refers to missing context: gone"),
        Damage("reference_missing", "1 fact refers to missing unit: lost"),
    )


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("http://fasb.org/us-gaap/2024", "us-gaap:Revenues"),
        ("http://xbrl.us/us-gaap/2009-01-31", "us-gaap:Revenues"),
        ("http://xbrl.ifrs.org/taxonomy/2023-03-23/ifrs-full", "ifrs-full:Revenues"),
        ("http://xbrl.sec.gov/ecd/2024q1", "ecd:Revenues"),
        ("http://www.other.example/2024", "gaap:Revenues"),
    ],
)
def test_the_usual_prefix_whatever_the_document_says(uri: str, expected: str) -> None:
    row = only(inline(number("1", name="gaap:Revenues"), namespaces=NAMESPACES | {"gaap": uri}))
    assert (row["concept"], row["concept_namespace"]) == (expected, uri)


def test_prefixes_declared_further_down() -> None:
    outer = number("1", name="a:X")
    one, two = (f'<div xmlns:a="http://{host}.example/1">{outer}</div>' for host in ("one", "two"))
    rows = facts(inline(one + two))
    assert rows["concept_namespace"].to_list() == ["http://one.example/1", "http://two.example/1"]
    row = only(inline(outer))
    assert (row["concept"], row["concept_namespace"]) == ("a:X", None)
    assert "not declared" in row["problem"]


def renamed(document: str, prefixes: dict[str, str]) -> str:
    """The same document under other prefixes (those of the taxonomies and of inline XBRL alike)."""
    for old, new in prefixes.items():
        document = re.sub(rf"(?<![\w-]){re.escape(old)}:(?=[A-Za-z])", f"{new}:", document)
        document = document.replace(f"xmlns:{old}=", f"xmlns:{new}=")
    return document


REPORT = inline(
    "<p>"
    + number("1,5", format="ixt:num-comma-decimal", scale="3", id="a")
    + number("—", format="ixt:fixed-zero", context="cn", id="b")
    + number("two", format="ixt-sec:numwordsen", unit="pure", id="c")
    + "</p>",
    hidden=text_fact("10-Q", "dei:DocumentType"),
)


@given(st.permutations(["p1", "p2", "p3", "p4", "p5", "p6", "p7"]))
def test_renaming_prefixes_changes_nothing(new: list[str]) -> None:
    old = ("us-gaap", "ixt-sec", "ixt", "ix", "xbrldi", "srt", "iso4217")
    document = renamed(REPORT, dict(zip(old, new, strict=True)))
    assert "us-gaap:" not in document
    assert facts(document).equals(facts(REPORT))


@given(st.permutations(CONTEXTS))
def test_the_order_of_contexts_changes_nothing(contexts: list[str]) -> None:
    body = number("1") + number("2", context="i") + number("3", context="cn")
    assert facts(inline(body, contexts=contexts)).equals(facts(inline(body)))


def test_space_around_attributes_changes_nothing() -> None:
    """XML Schema takes ids, references, names and numbers without it."""
    cover = text_fact("A", "dei:EntityRegistrantName", context="cn", continuedAt="more")
    body = number("1,234.5", context="cn", id="f-1", sign="-", scale="6", decimals="-5", format="ixt:num-dot-decimal")
    document = inline(f"<p>{body}</p>{cover}<ix:continuation id='more'>B</ix:continuation>")
    names = "id|name|contextRef|unitRef|decimals|scale|sign|format|continuedAt|dimension"
    padded = re.sub(rf"\b({names})=([\"'])([^\"']*)[\"']", r"\1=\2 \3\n\2", document)
    assert padded.count("\n") > document.count("\n") + 15
    found = extract_document(padded.encode(), "made.htm")
    assert found.damage == ()
    assert found.facts.equals(facts(document))
    assert found.facts["problem"].null_count() == 2


def test_contexts_may_follow_the_facts() -> None:
    document = inline(number("1", context="cn"))
    header = re.search(r"<div style.*?</div>\n", document, re.DOTALL)
    assert header
    moved = document.replace(header[0], "").replace("</body>", f"{header[0]}</body>")
    assert facts(moved).equals(facts(document))
