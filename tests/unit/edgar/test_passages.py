"""Sentences on how revenue is assigned to places, and their distance to the split they explain."""

from __future__ import annotations

import duckdb
import pytest

from sources.edgar.xbrl.contexts import Context, Dimension
from sources.edgar.xbrl.document import extract_document
from sources.edgar.xbrl.passages import MOST_CHARACTERS, MOST_PASSAGES, NEAR, _Places
from tests.support.filings import NAMESPACES, context, explicit, inline, number
from tests.support.model_sql import compiled

ONE = number("1")
CHINA = number("2", context="cn")
STATEMENT = "Revenue by geographic area is based upon the location of the customers’ headquarters."
TABLE = f"<table><tr><td>China</td><td>{CHINA}</td></tr><tr><td>Total</td><td>{ONE}</td></tr></table>"


def passages(body: str) -> list[tuple[int, str]]:
    found = extract_document(inline(body).encode(), "made.htm").passages
    assert found["passage_no"].to_list() == list(range(1, found.height + 1))
    return found.select("facts_away", "text").rows()


def nearest_facts(body: str) -> list[tuple[int, str]]:
    """The number of the split's fact that each passage is nearest to."""
    return extract_document(inline(body).encode(), "made.htm").passages.select("fact_no", "text").rows()


def test_next_to_the_table_before_and_after() -> None:
    assert passages(f"<p>{STATEMENT}</p>{TABLE}") == [(0, STATEMENT)]
    assert passages(f"{TABLE}<p>{STATEMENT}</p>") == [(1, STATEMENT)]


def test_inside_the_table() -> None:
    assert passages(TABLE.replace("<tr><td>Total", f"<tr><td><p>{ONE}</p>{STATEMENT}</td></tr><tr><td>Total")) == [
        (0, STATEMENT)
    ]


def test_a_table_is_looked_through_once_however_many_cells_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large filing has tables of thousands of rows."""
    asked: list[object] = []
    look = _Places._has_a_split
    monkeypatch.setattr(_Places, "_has_a_split", lambda self, table: asked.append(table) or look(self, table))
    rows = "".join(f"<tr><td>{STATEMENT[:-1]}, row {n}.</td><td>{CHINA}</td></tr>" for n in range(9))
    assert [away for away, _ in passages(f"<table>{rows}</table>")] == [0] * 9
    assert len(asked) == 1


def test_further_away_and_only_the_sentence() -> None:
    text = f"We sell chips. {STATEMENT} Other matters follow."
    assert passages(f"<p>{text}</p>{ONE * 3}{TABLE}") == [(3, STATEMENT)]


def test_a_sentence_across_inline_elements_and_lines() -> None:
    broken = STATEMENT.replace("geographic", "<b>geographic</b>\n   ").replace("location", "<i>location</i>")
    assert passages(f"<div><span>{broken}</span></div>{TABLE}") == [(0, STATEMENT)]


def test_blocks_are_not_run_together() -> None:
    assert passages(f"<div>Geographic areas<div>Revenue based on shipping</div></div>{TABLE}") == []


def test_text_after_a_fact_counts_it() -> None:
    assert passages(f"<p>{ONE} and {ONE}<br/>{STATEMENT}</p>{ONE}{TABLE}") == [(1, STATEMENT)]


def test_a_document_without_a_geographical_split_has_none() -> None:
    assert passages(f"<p>{STATEMENT}</p>{ONE}") == []


@pytest.mark.parametrize("facts", [0, NEAR])
def test_a_sentence_near_a_split_is_kept_whatever_its_verb(facts: int) -> None:
    sentence = "Sales by geographic area where derived"
    assert passages(f"<p>{sentence}</p>{ONE * facts}{TABLE}") == [(facts, sentence)]


def test_a_sentence_further_away_has_to_connect_places_and_revenue() -> None:
    sentence = "Our sales depend on the regions that we serve."
    assert passages(f"<p>{sentence}</p>{ONE * (NEAR + 1)}{TABLE}") == []


def test_what_china_includes_is_kept_as_a_footnote_and_as_the_label_of_a_row() -> None:
    footnote = "(1) China includes Hong Kong and Taiwan."
    assert passages(f"{TABLE}<p>{footnote}</p>") == [(1, footnote)]
    label = "China (including Hong Kong)"
    assert passages(TABLE.replace("China", label)) == [(0, label)]
    assert passages(TABLE) == []
    assert passages(f"{TABLE}<p>We have offices in China, Hong Kong and Taiwan.</p>") == []


def test_a_sentence_between_two_tables_belongs_to_the_following() -> None:
    china_first = f"<table><tr><td>China</td><td>{CHINA}</td></tr></table>"
    shipped = "Revenue by geographic area is based on the ship-to location."
    assert nearest_facts(f"<p>{shipped}</p>{china_first}<p>{STATEMENT}</p>{china_first}") == [
        (1, shipped),
        (2, STATEMENT),
    ]
    # numbers of all facts of the document, places or not, and of the nearer table where one is
    assert nearest_facts(f"{ONE}<p>{shipped}</p>{TABLE}{ONE}<p>{STATEMENT}</p>{china_first}") == [
        (2, shipped),
        (5, STATEMENT),
    ]
    assert nearest_facts(f"{china_first}<p>{STATEMENT}</p>{ONE}{china_first}") == [(1, STATEMENT)]


def test_a_document_with_a_segment_named_after_china_alone_has_passages() -> None:
    def found(member: str) -> list[str]:
        segments = explicit("us-gaap:StatementBusinessSegmentsAxis", member)
        page = inline(f"<p>{STATEMENT}</p>{TABLE}", contexts=[context("q"), context("cn", segment=segments)])
        return extract_document(page.encode(), "made.htm").passages["text"].to_list()

    assert found("made:GreaterChinaSegmentMember") == [STATEMENT]
    assert found("made:AmericasSegmentMember") == []


@pytest.mark.parametrize(
    "member", ["a:ChinaMember", "a:GreaterCHINAMember", "china:AsiaMember", "a:PRCMember", "", None]
)
@pytest.mark.parametrize(
    "axis",
    [
        "us-gaap:StatementBusinessSegmentsAxis",
        "us-gaap:SubsegmentsAxis",
        "us-gaap:StatementGeographicalAxis",
        "ifrs-full:GeographicalAreasAxis",
        "us-gaap:LegalEntityAxis",
    ],
)
def test_a_split_is_one_by_the_rules_of_the_warehouse(axis: str, member: str | None) -> None:
    found = Context(dimensions=[Dimension(axis, member, is_typed=False)])
    rules = compiled("""
        select {{ is_geographical_axis('d') }}, coalesce({{ is_china_segment('d') }}, false)
        from (select {'axis': $axis::varchar, 'member': $member::varchar} as d)
    """)
    with duckdb.connect() as con:
        (split,) = con.execute(rules, {"axis": axis, "member": member}).fetchall()
    assert split == (found.is_geographical, found.is_china_segment)


def test_the_axis_of_ifrs_filers_is_one_of_places_too() -> None:
    names = {**NAMESPACES, "ifrs-full": "http://xbrl.ifrs.org/taxonomy/2023-03-23/ifrs-full"}
    places = [context("q"), context("cn", segment=explicit("ifrs-full:GeographicalAreasAxis", "country:CN"))]
    page = inline(f"<p>{STATEMENT}</p>{TABLE}", contexts=places, namespaces=names)
    assert extract_document(page.encode(), "made.htm").passages["text"].to_list() == [STATEMENT]


def test_what_nobody_sees_does_not_count() -> None:
    hidden = (
        f"<div><ix:hidden><ix:nonNumeric name='made:Text' contextRef='q'>{STATEMENT}</ix:nonNumeric></ix:hidden></div>"
    )
    assert passages(hidden + TABLE) == []


def test_bounds() -> None:
    many = "".join(f"<p>{STATEMENT[:-1]}, note {n}.</p>{ONE}" for n in range(MOST_PASSAGES + 20))
    kept = passages(many + TABLE)
    assert len(kept) == MOST_PASSAGES
    assert kept[-1][0] == 1
    assert kept[-1][1].endswith(f"note {MOST_PASSAGES + 19}.")
    ((_, text),) = passages(f"<p>{'so ' * 1000}{STATEMENT}</p>{TABLE}")
    assert len(text) == MOST_CHARACTERS
    assert "headquarters" in text
