"""The capacity branch as published: the figures that people will quote, and the pages that quote them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from orchestration.catalog.documentation import PAGES, answered, pages
from tests.support.warehouse import rows

pytestmark = pytest.mark.integration


def test_a_density_means_another_yield_on_another_die(published: Path) -> None:
    """N7's 0.09 defects per cm2 by Poisson: 91 % of phone-sized dies, 55 % of 910B-sized ones."""
    found = rows(
        published,
        "select common_area_mm2, round(yield_mid_share, 2) from capacity.yield_normalised"
        " where claim_id = 'Y023' and yield_model = 'poisson' order by 1",
    )
    assert found == [(100, Decimal("0.91")), (666, Decimal("0.55")), (814, Decimal("0.48"))]


def test_a_half_at_smic_is_nine_tenths_on_a_small_die(published: Path) -> None:
    ((area, small, same),) = rows(
        published,
        "select die_area_mm2, yield_on_100mm2_mid_share, yield_on_666mm2_mid_share from capacity.yield_evidence"
        " where claim_id = 'Y009'",
    )
    assert (area, round(small, 2), round(same, 2)) == (Decimal("665.61"), Decimal("0.89"), Decimal("0.5"))


def test_dies_per_wafer_beside_the_analysts(published: Path) -> None:
    found = rows(
        published,
        "select round(dies_per_wafer, 1), analyst_dies_per_wafer from capacity.die_economics"
        " where die_id = 'ascend_910b_die' and foundry = 'SMIC'",
    )
    assert found == [(Decimal("80.4"), 78)]


def test_the_article_contradicts_itself(published: Path) -> None:
    found = rows(
        published,
        "select relation, interval_low, interval_high, other_interval_low, other_interval_high, verdict,"
        " is_contradiction from capacity.yield_conflicts where claim_id = 'Y001' and other_claim_id = 'Y002'",
    )
    text, table = (Decimal("0.2"), Decimal("0.4")), (Decimal("0.15"), Decimal("0.5"))
    assert found == [("within", *text, *table, "internal_contradiction", True)]


def test_what_is_counted_explains_reuters(published: Path) -> None:
    """Half of the 910B's dies and a fifth of the 910C: disjoint as dies, not if packages of two were counted."""
    found = rows(
        published,
        "select relation, relation_if_packages_were_counted from capacity.yield_conflicts"
        " where claim_id = 'Y008' and other_claim_id = 'Y009'",
    )
    assert found == [("disjoint", "overlaps")]


def test_rumours_targets_and_the_article_do_not_count(published: Path) -> None:
    found = rows(
        published,
        "select distinct claim_id from capacity.yield_evidence where counts_in_consensus"
        " and (kind in ('rumour', 'target', 'article') or reliability = 1 or confidence = 'memory')",
    )
    assert found == []


def test_a_consensus_moves_with_what_is_known(published: Path) -> None:
    """Of the 910C: Reuters alone, then the Financial Times, then Morgan Stanley too."""
    found = rows(
        published,
        "select as_of::varchar, source_count, round(yield_mid_share, 2) from capacity.yield_consensus"
        " where product = 'Ascend 910C' and as_of in ('2024-11-30', '2025-02-26', '2025-08-31') order by 1",
    )
    assert found == [
        ("2024-11-30", 1, Decimal("0.2")),
        ("2025-02-26", 2, Decimal("0.28")),
        ("2025-08-31", 3, Decimal("0.28")),
    ]


def test_any_day_can_be_asked_for(published: Path) -> None:
    """On every as-of day the macro gives the rows of the table, and the day before the first claim none."""
    on_day = (
        "select * exclude (is_current) from capacity.yield_consensus where as_of = ?"
        " order by foundry, node_class, scope, product"
    )
    days = rows(published, "select distinct as_of from capacity.yield_consensus order by 1")
    assert len(days) > 10
    for (day,) in days:
        assert rows(published, on_day, [day]) == rows(published, "from capacity.yield_consensus_on(?)", [day])
    assert rows(published, "from capacity.yield_consensus_on('2020-08-30')") == []


def test_every_yield_model_inverts_in_the_published_figures(published: Path) -> None:
    """On 666 mm2, next to the claimed die, each model gives the claimed middle back within the step in area."""
    found = rows(
        published,
        "select n.claim_id, n.yield_model from capacity.yield_normalised as n"
        " join capacity.yield_evidence as e using (claim_id) where n.common_area_mm2 = 666 and n.reading = 'die'"
        " and e.die_area_mm2 = 665.61 and abs(n.yield_mid_share - e.yield_mid_share) > 0.001",
    )
    assert found == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_a_page_says_what_the_marts_say(published: Path, page: Path) -> None:
    """`python -m orchestration.catalog.documentation` brings it up to date."""
    text = page.read_text(encoding="utf-8")
    with duckdb.connect(str(published / "published" / "tributary.duckdb"), read_only=True) as con:
        assert answered(text, con) == text


def test_the_page_on_capacity_asks_the_marts() -> None:
    assert PAGES / "capacity.md" in pages()
