"""The claims about yields: what a person who adds one can get wrong, and that none is lost or bent."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tests.support.project import REPOSITORY
from tests.unit.reference.conftest import faults_of

COLLECTED = REPOSITORY.parent / "shared" / "domain" / "yield_estimates.csv"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("yield_estimates.csv", "article,0.2,closed,,0.4,", "article,0.5,closed,,0.4,", "low_share 0.5"),
        ("yield_estimates.csv", "article,0.2,closed,,0.4,", "article,0.2,none,,0.4,", "low_share must be filled when"),
        ("yield_estimates.csv", "article,0.2,closed,,0.4,", "article,,closed,,0.4,", "low_share must be filled when"),
        ("yield_estimates.csv", "article,0.2,closed,,0.4,", "article,20,closed,,0.4,", "'20' is above 1"),
        ("yield_estimates.csv", "0.5,open,,,2024-03-01,", "0.5,over,,,2024-03-01,", "'over' is not one of"),
        ("yield_estimates.csv", "ascend_910b;ascend_910c", "ascend_910b;ascend_910x", "'ascend_910x' is not in chip_p"),
        (
            "yield_estimates.csv",
            "measured,,none,,,none,0.09,0.09",
            "measured,,none,,,none,,0.09",
            "d0_low_per_cm2 must",
        ),
        ("yield_estimates.csv", "2024-10-01,month,2024-10-01,month", "2024-10-01,,2024-10-01,month", "about_precision"),
        ("yield_estimates.csv", "Unnamed commentary,cnyes,1", "Unnamed commentary,cnyes,6", "'6' is not one of"),
        ("chip_dies.csv", "665.61,21.32,31.22", "665.61,21.32,", "height_mm must be filled when width_mm"),
        ("die_economics_assumptions.csv", "1.4,1.45,1.5,ratio,SMIC over TSMC on the same class", "", "the row has"),
    ],
)
def test_a_wrong_claim_is_reported(folder: Path, name: str, old: str, new: str, expected: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    (fault,) = faults_of(folder)
    assert expected in fault
    assert f"data/reference/{name}, line " in fault


def test_a_claim_s_conflicts_are_kept(reference: dict[str, pl.DataFrame]) -> None:
    """The article twice, once in its text and once in its table; SMIC's 7 nm from 15 % to over 90 %."""
    claims = reference["yield_estimates"]
    article = claims.filter(
        (pl.col("kind") == "article") & (pl.col("foundry") == "SMIC") & (pl.col("node_class") == "7nm")
    )
    assert article.select("low_share", "high_share", "high_bound").rows() == [
        (Decimal("0.2"), Decimal("0.4"), "closed"),
        (Decimal("0.15"), Decimal("0.5"), "open"),
    ]
    seven = claims.filter((pl.col("foundry") == "SMIC") & (pl.col("node_class") == "7nm"))
    assert seven["low_share"].min() == Decimal("0.15")
    assert seven["low_share"].max() == Decimal("0.9")


@pytest.mark.skipif(not COLLECTED.is_file(), reason="../shared is not here: the claims as they were collected")
def test_no_collected_claim_is_lost_or_bent(reference: dict[str, pl.DataFrame]) -> None:
    """Every figure that was collected is carried; a closed 1 or a bound that the source leaves open is left open."""
    carried = {row["claim_id"]: row for row in reference["yield_estimates"].iter_rows(named=True)}
    with COLLECTED.open(encoding="utf-8", newline="") as file:
        collected = list(csv.DictReader(file))
    assert [row["row_id"] for row in collected] == list(carried)
    for row in collected:
        ours = carried[row["row_id"]]
        for theirs, column in (("low", "low_share"), ("point", "point_share"), ("high", "high_share")):
            figure = Decimal(row[theirs]) if row[theirs] else None
            if theirs == "high" and figure == 1:
                assert ours["high_share"] is None
                assert ours["high_bound"] == "none"
            else:
                assert ours[column] == figure, (row["row_id"], column)
        assert ours["foundry"] == row["foundry"]
        assert ours["reliability"] == int(row["reliability_1to5"]) or row["confidence"] == "memory"
