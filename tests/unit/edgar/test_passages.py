"""Sentences on how revenue is assigned to places, and their distance to the split they explain."""

from __future__ import annotations

import pytest

from sources.edgar.xbrl.document import extract_document
from sources.edgar.xbrl.passages import MOST_CHARACTERS, MOST_PASSAGES, _Places
from tests.support.filings import NAMESPACES, context, explicit, inline, number

ONE = number("1")
CHINA = number("2", context="cn")
TELLING = "Revenue by geographic area is based upon the location of the customers’ headquarters."
TABLE = f"<table><tr><td>China</td><td>{CHINA}</td></tr><tr><td>Total</td><td>{ONE}</td></tr></table>"


def passages(body: str) -> list[tuple[int, str]]:
    found = extract_document(inline(body).encode(), "made.htm").passages
    assert found["passage_no"].to_list() == list(range(1, found.height + 1))
    return found.select("facts_away", "text").rows()


def test_next_to_the_table_before_and_after() -> None:
    assert passages(f"<p>{TELLING}</p>{TABLE}") == [(0, TELLING)]
    assert passages(f"{TABLE}<p>{TELLING}</p>") == [(1, TELLING)]


def test_inside_the_table() -> None:
    assert passages(TABLE.replace("<tr><td>Total", f"<tr><td><p>{ONE}</p>{TELLING}</td></tr><tr><td>Total")) == [
        (0, TELLING)
    ]


def test_a_table_is_looked_through_once_however_many_cells_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large filing has tables of thousands of rows."""
    asked: list[object] = []
    look = _Places._holds_a_split
    monkeypatch.setattr(_Places, "_holds_a_split", lambda self, table: asked.append(table) or look(self, table))
    rows = "".join(f"<tr><td>{TELLING[:-1]}, row {n}.</td><td>{CHINA}</td></tr>" for n in range(9))
    assert [away for away, _ in passages(f"<table>{rows}</table>")] == [0] * 9
    assert len(asked) == 1


def test_further_away_and_only_the_sentence() -> None:
    text = f"We sell chips. {TELLING} Other matters follow."
    assert passages(f"<p>{text}</p>{ONE * 3}{TABLE}") == [(3, TELLING)]


def test_a_sentence_across_inline_elements_and_lines() -> None:
    broken = TELLING.replace("geographic", "<b>geographic</b>\n   ").replace("location", "<i>location</i>")
    assert passages(f"<div><span>{broken}</span></div>{TABLE}") == [(0, TELLING)]


def test_blocks_are_not_run_together() -> None:
    assert passages(f"<div>Geographic areas<div>Revenue based on shipping</div></div>{TABLE}") == []


def test_text_after_a_fact_counts_it() -> None:
    assert passages(f"<p>{ONE} and {ONE}<br/>{TELLING}</p>{ONE}{TABLE}") == [(1, TELLING)]


def test_a_document_without_a_geographical_split_has_none() -> None:
    assert passages(f"<p>{TELLING}</p>{ONE}") == []


def test_the_axis_of_ifrs_filers_is_one_of_places_too() -> None:
    names = {**NAMESPACES, "ifrs-full": "http://xbrl.ifrs.org/taxonomy/2023-03-23/ifrs-full"}
    places = [context("q"), context("cn", segment=explicit("ifrs-full:GeographicalAreasAxis", "country:CN"))]
    page = inline(f"<p>{TELLING}</p>{TABLE}", contexts=places, namespaces=names)
    assert extract_document(page.encode(), "made.htm").passages["text"].to_list() == [TELLING]


def test_what_nobody_sees_does_not_count() -> None:
    hidden = (
        f"<div><ix:hidden><ix:nonNumeric name='made:Text' contextRef='q'>{TELLING}</ix:nonNumeric></ix:hidden></div>"
    )
    assert passages(hidden + TABLE) == []


def test_bounds() -> None:
    many = "".join(f"<p>{TELLING[:-1]}, note {n}.</p>{ONE}" for n in range(MOST_PASSAGES + 20))
    kept = passages(many + TABLE)
    assert len(kept) == MOST_PASSAGES
    assert kept[-1][0] == 1
    assert kept[-1][1].endswith(f"note {MOST_PASSAGES + 19}.")
    ((_, text),) = passages(f"<p>{'so ' * 1000}{TELLING}</p>{TABLE}")
    assert len(text) == MOST_CHARACTERS
    assert "headquarters" in text
