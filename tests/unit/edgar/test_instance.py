"""XBRL instances: the numbers without the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl

from sources.edgar.damage import Damage
from sources.edgar.xbrl.document import extract_document
from tests.support.filings import context, instance

NIL = 'xsi:nil="true"'


def facts(document: str) -> pl.DataFrame:
    found = extract_document(document.encode(), "made_htm.xml")
    assert found.source_kind == "xbrl_instance"
    return found.facts


def test_items_with_units_and_the_cover_page() -> None:
    items = f"""
    <dei:DocumentType contextRef="q">10-Q</dei:DocumentType>
    <dei:EntityCentralIndexKey contextRef="q">42</dei:EntityCentralIndexKey>
    <us-gaap:Revenues contextRef="cn" unitRef="usd" decimals="-6" id="f1"> 17108000000 </us-gaap:Revenues>
    <us-gaap:ProfitLoss contextRef="q" unitRef="usd" precision="3">-1.5E3</us-gaap:ProfitLoss>
    <us-gaap:Assets contextRef="i" unitRef="usd" decimals="INF" {NIL}/>
    <made:Nothing contextRef="q" {NIL}/>
    <us-gaap:SegmentTextBlock contextRef="q">text</us-gaap:SegmentTextBlock>
    <link:footnoteLink/>
    """
    rows = facts(instance(items))
    assert rows["concept"].to_list() == [
        "dei:DocumentType",
        "dei:EntityCentralIndexKey",
        "us-gaap:Revenues",
        "us-gaap:ProfitLoss",
        "us-gaap:Assets",
    ]
    assert rows["value_text"].to_list() == ["10-Q", "42", "17108000000", "-1500", None]
    assert rows["value"].to_list() == [None, None, Decimal(17108000000), Decimal(-1500), None]
    assert rows["is_nil"].to_list() == [False, False, False, False, True]
    assert rows["decimals"].to_list() == [None, None, "-6", None, "INF"]
    assert rows["precision"].to_list() == [None, None, None, "3", None]
    assert rows["period_end"].to_list() == [date(2024, 6, 30)] * 5
    assert rows["dimensions"].list.len().to_list() == [0, 0, 1, 0, 0]
    assert set(rows["cik"]) == {"0000000042"}
    assert set(rows["form"]) == {"10-Q"}
    assert rows["problem"].null_count() == 5


def test_old_instances_without_a_prefix_for_xbrl() -> None:
    old = """
    <xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:iso="http://www.xbrl.org/2003/iso4217"
          xmlns:gaap="http://xbrl.us/us-gaap/2009-01-31" xmlns:m="http://www.made-up.example/2010">
      <context id="c"><entity><identifier scheme="http://www.sec.gov/CIK">0000000042</identifier>
        <segment><m:Store>North</m:Store></segment></entity>
        <period><instant>2010-01-01T00:00:00</instant></period></context>
      <unit id="u"><measure>iso:USD</measure></unit>
      <unit id="s"><measure>shares</measure></unit>
      <gaap:Assets contextRef="c" unitRef="u" decimals="0">12</gaap:Assets>
      <Assets xmlns="http://www.made-up.example/2010" contextRef="c" unitRef="u" decimals="0">13</Assets>
      <m:Pair><m:Number contextRef="c" unitRef="s" decimals="0">14</m:Number></m:Pair>
    </xbrl>"""
    rows = facts(old)
    assert rows["concept"].to_list() == ["us-gaap:Assets", "m:Assets", "m:Number"]
    assert rows["value_text"].to_list() == ["12", "13", "14"]
    assert rows["period_end"].to_list() == [date(2009, 12, 31)] * 3
    assert rows["cik"].to_list() == ["0000000042"] * 3
    assert rows["unit"].to_list() == ["USD", "USD", "shares"]
    assert rows["dimensions"].to_list() == [[{"axis": "m:Store", "member": "North", "is_typed": True}]] * 3


def test_fractions_and_what_is_no_number() -> None:
    items = """
    <made:Share contextRef="q" unitRef="pure"><xbrli:numerator>1</xbrli:numerator>
      <xbrli:denominator>8</xbrli:denominator></made:Share>
    <made:Share contextRef="q" unitRef="pure">INF</made:Share>
    <made:Share contextRef="gone" unitRef="lost">5</made:Share>
    """
    found = extract_document(instance(items).encode(), "made_htm.xml")
    assert found.facts["value_text"].to_list() == ["0.125", None, "5"]
    assert found.facts["displayed"].to_list() == ["1 8", "INF", "5"]
    assert found.facts["problem"].to_list() == [
        None,
        "'INF' is no plain number",
        "the context gone is missing; the unit lost is missing",
    ]
    assert found.damage == (
        Damage("reference_missing", "1 fact refers to missing context: gone"),
        Damage("reference_missing", "1 fact refers to missing unit: lost"),
    )


def test_a_context_defined_twice_is_damage() -> None:
    found = extract_document(instance("", contexts=[context("q"), context("q")]).encode(), "made.xml")
    assert found.facts.height == 0
    assert found.damage == (Damage("defined_twice", "defined more than once: q"),)


def test_a_passage_in_a_text_block() -> None:
    items = """
    <us-gaap:SegmentTextBlock contextRef="q">&lt;div&gt;Revenue by geographic area is based upon the
      &lt;b&gt;billing location&lt;/b&gt; of the customer.&lt;/div&gt;
      &lt;div&gt;Other.&lt;/div&gt;</us-gaap:SegmentTextBlock>
    <us-gaap:Revenues contextRef="q" unitRef="usd" decimals="0">1</us-gaap:Revenues>
    <us-gaap:Revenues contextRef="cn" unitRef="usd" decimals="0">1</us-gaap:Revenues>
    """
    found = extract_document(instance(items).encode(), "made.xml")
    assert found.passages.select("facts_away", "text").rows() == [
        (1, "Revenue by geographic area is based upon the billing location of the customer.")
    ]
