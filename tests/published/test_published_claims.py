"""The article put to the test, as published: the verdicts that people will quote, and that each can be walked back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.warehouse import rows

pytestmark = pytest.mark.integration

BILLION = Decimal(1_000_000_000)


def claim(home: Path, claim_id: str) -> dict[str, Any]:
    """Its verdict, since when, and what was found."""
    ((verdict, since, value, high, off),) = rows(
        home,
        "select verdict, verdict_since, found_value, found_high, difference_share from claims.article_claims"
        " where claim_id = ?",
        [claim_id],
    )
    return {
        "verdict": verdict,
        "verdict_since": since,
        "found_value": value,
        "found_high": high,
        "difference_share": off,
    }


def test_every_claim_of_the_list_has_a_verdict(published: Path) -> None:
    found = {row[0] for row in rows(published, "select claim_id from claims.article_claims")}
    assert {f"S{number:03}" for number in range(1, 50)} <= found
    assert {f"A{number:03}" for number in range(1, 30)} <= found


def test_china_revenue_is_near_on_the_basis_of_the_day_and_far_on_the_other(published: Path) -> None:
    """18 billion against 17.108 by billing location; 25.048 by headquarters is listed beside it."""
    found = claim(published, "S015")
    assert found["found_value"] == Decimal("17.108") * BILLION
    assert found["verdict"] == "supported"
    assert found["difference_share"] == Decimal("0.052139")
    ((other,),) = rows(
        published,
        "select found_value from claims.claim_measures"
        " where claim_id = 'S015' and role = 'context' and known_until is null",
    )
    assert other == Decimal("25.048") * BILLION


@pytest.mark.parametrize(("claim_id", "spent"), [("S017", 12914), ("S018", 8675), ("S019", 7339), ("S020", 5268)])
def test_the_table_of_rnd_is_right(published: Path, claim_id: str, spent: int) -> None:
    found = claim(published, claim_id)
    assert (found["verdict"], found["found_value"]) == ("supported", spent * 1_000_000)


@pytest.mark.parametrize(
    ("claim_id", "spent"),
    [("A001", 5268), ("A002", 7339), ("A003", 8675), ("A004", 12914)],
)
def test_one_projected_levy_is_compared_with_past_budgets(published: Path, claim_id: str, spent: int) -> None:
    """The table claims no levy for past years: 2.7 billion over what each year spent."""
    found = claim(published, claim_id)
    assert found["verdict"] == "supported"
    assert round(found["found_value"] * spent) == 2700


def test_the_yearly_levy_is_far_above_what_fell_due(published: Path) -> None:
    """Judged a year after the article, once the last quarter of that year was reported."""
    found = claim(published, "S014")
    assert (found["verdict"], found["verdict_since"]) == ("overstated", date(2026, 8, 26))
    assert found["found_high"] < Decimal("1.2") * BILLION
    before = rows(
        published, "select verdict, holds_from from claims.verdict_history where claim_id = 'S014' order by holds_from"
    )
    assert before == [
        ("not_checkable", date(2025, 8, 11)),
        ("unverified", date(2026, 8, 11)),
        ("overstated", date(2026, 8, 26)),
    ]


def test_the_base_case_is_reproduced(published: Path) -> None:
    found: dict[str, Any] = dict(
        rows(
            published,
            "select pair_id, (product_low, is_amount_consistent, is_period_consistent) from claims.claim_pairs"
            " where relation = 'product'",
        )
    )
    base = Decimal("2.7") * BILLION
    assert found == {"annual-levy": (base, True, True)}


def test_the_article_does_not_contradict_itself(published: Path) -> None:
    """The table repeats one amount, and a range inside a wider one is no contradiction."""
    assert claim(published, "S021")["verdict"] == "supported"
    assert claim(published, "S033")["verdict"] == "supported"


@pytest.mark.parametrize(
    ("claim_id", "verdict"),
    [
        ("S005", "mixed_evidence"),
        ("S006", "contradicted"),
        ("S009", "supported"),
        ("S010", "mixed_evidence"),
        ("S012", "unverified"),
        ("S013", "not_checkable"),
        ("S023", "supported"),
        ("S025", "supported"),
        ("S026", "mixed_evidence"),
        ("S027", "outside_evidence_range"),
        ("S030", "outside_evidence_range"),
        ("S031", "supported"),
        ("S041", "not_checkable"),
        ("S047", "supported"),
        ("A005", "contradicted"),
        ("A006", "mixed_evidence"),
        ("A009", "supported"),
        ("A018", "supported"),
        ("A020", "supported"),
        ("A021", "supported"),
        ("A022", "unverified"),
        ("A023", "contradicted"),
        ("A024", "unverified"),
        ("A025", "supported"),
        ("A026", "supported"),
    ],
)
def test_verdicts_that_rest_on_curated_rows(published: Path, claim_id: str, verdict: str) -> None:
    assert claim(published, claim_id)["verdict"] == verdict


def test_a_verdict_moved_when_evidence_came(published: Path) -> None:
    """700 000 Ascend chips were outside what was estimated on the day; since September one of four estimates agrees."""
    found = rows(
        published, "select holds_from, verdict from claims.verdict_history where claim_id = 'S022' order by holds_from"
    )
    assert found == [(date(2025, 8, 11), "outside_evidence_range"), (date(2025, 9, 25), "mixed_evidence")]


def test_every_check_measures_something_and_every_link_finds_rows(published: Path) -> None:
    links = rows(published, "select distinct evidence_table, evidence_where from claims.claim_measures")
    assert len(links) > 50
    for table, where in links:
        ((count,),) = rows(published, f"select count(*) from {table} where {where}")  # noqa: S608 - our own links
        assert count, (table, where)


def test_every_measure_says_what_it_rests_on(published: Path) -> None:
    assert not rows(
        published,
        "select check_id from claims.claim_measures where accession is null and source_ids is null",
    )


def test_the_horizon_ends_in_february_2027(published: Path) -> None:
    found = rows(published, "select distinct horizon_from, horizon_to, seen_on, days_to_horizon from watch.catalysts")
    assert found == [(date(2025, 8, 11), date(2027, 2, 11), date(2026, 11, 23), 80)]
    assert rows(published, "select count(*) from watch.catalysts") == [(36,)]


def test_signals_can_be_asked_for_any_day(published: Path) -> None:
    """HBM3 in volume is due in December 2026; a signal of 2026 had not happened in 2025."""
    on = "select state, days_to_due from watch.catalysts_on(?) where catalyst_id = ?"
    assert rows(published, on, ["2026-12-30", "CT011"]) == [("pending", 1)]
    assert rows(published, on, ["2026-12-31", "CT011"]) == [("pending", 0)]
    assert rows(published, on, ["2027-01-01", "CT011"]) == [("overdue", -1)]
    assert rows(published, on, ["2025-12-31", "CT003"]) == [("pending", None)]
    assert rows(published, on, ["2026-11-23", "CT003"]) == [("happened", None)]
    same = "select catalyst_id, state, days_to_due from watch.{} order by 1"
    assert rows(published, same.format("catalysts_on('2026-11-23')")) == rows(published, same.format("catalysts"))


def test_where_nothing_was_found_there_is_no_figure(published: Path) -> None:
    found = rows(
        published,
        "select exposure_id, value_low, evidence from watch.supply_chain_exposure where evidence_status = 'none_found'"
        " order by 1",
    )
    assert found == [("cloud-providers", None, None), ("optics-accelink", None, None)]
