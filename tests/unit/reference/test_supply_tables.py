"""Claims about capacity and the inputs of the simulation: what a person who edits them can get wrong."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.unit.reference.conftest import faults_of


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("capacity_estimates.csv", ",630000,closed,", ",640001,closed,", "low 640001 is later or larger than high"),
        ("capacity_estimates.csv", ",630000,closed,", ",630000,none,", "low must be filled when low_bound"),
        ("capacity_estimates.csv", ",huawei_ai_wafers,", ",wafers,", "'wafers' is not one of"),
        ("capacity_estimates.csv", "2025-08-01,month,3,The only", "2025-08-01,,3,The only", "known_precision must be"),
        ("supply_assumptions.csv", "C021*C026/C025,", "C021*/C025,", "is not a number, or claims multiplied"),
        ("supply_assumptions.csv", ",0.5,0.75,0.95,", ",,0.75,0.95,", "low must be filled when basis is formula"),
        ("supply_assumptions.csv", "base,,fill_share", "base,,full_share", "'full_share' is not in supply_parameters"),
        ("supply_parameters.csv", "process_learning,0.7", "process_learning,7", "'7' is above 1"),
        (
            "supply_parameters.csv",
            "process_learning,0.7",
            "process_learning,",
            "correlation_weight must be filled when",
        ),
        ("supply_assumptions.csv", ",0.5,0.75,0.95,", ",0.5,0.75,95,", "'95' is above 1, but the unit is a share"),
        ("supply_assumptions.csv", ",C021,C021*", ",C921,C021*", "'C921' is not in capacity_estimates.csv"),
        ("capacity_estimates.csv", ",0.195,", ",19.5,", "'19.5' is above 1, but the unit is a share"),
        ("die_economics_assumptions.csv", ",0.9,0.95,0.99,", ",0.9,0.95,99,", "'99' is above 1, but the unit is"),
        ("article_claims.csv", ",0.2,,0.4,", ",0.2,,40,", "'40' is above 1, but the unit is a share"),
        ("chip_dies.csv", ",665.61,", ",-665.61,", "'-665.61' is not above 0"),
        ("yield_estimates.csv", "ascend_910c,,good_dies", "ascend_910c,0,good_dies", "'0' is not above 0"),
        ("chips.csv", "NVIDIA,imported,", "NVIDIA,foreign,", "'foreign' is not one of"),
    ],
)
def test_a_wrong_cell_is_reported(folder: Path, name: str, old: str, new: str, expected: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    reported = faults_of(folder)[0]
    assert expected in reported
    assert f"data/reference/{name}, line " in reported


def test_no_claim_is_lost(reference: dict[str, pl.DataFrame]) -> None:
    """C001 to C113 as collected, and those that a note held beside the row it was in."""
    names = set(reference["capacity_estimates"]["claim_id"])
    numbered = {f"C{number:03d}" for number in range(1, 114)}
    assert numbered <= names
    assert names - numbered == {"C004b", "C005b", "C042b", "C074b"}


def test_what_is_made_is_not_what_is_shipped(reference: dict[str, pl.DataFrame]) -> None:
    """A count of packages that reached customers says so; it was compared with those that can be made."""
    counted = dict(reference["capacity_estimates"].select("claim_id", "counted").rows())
    assert {counted[claim] for claim in ("C002", "C003", "C004", "C005", "C078", "C080")} == {"packages_shipped"}
    assert {counted[claim] for claim in ("C009", "C011", "C012", "C081")} == {"packages"}


def test_performance_is_that_of_the_makers(reference: dict[str, pl.DataFrame]) -> None:
    """Dense operations times bits: 4 500 at 8 bits for the B200, 256 at 16 for the first Ascend, a row per variant."""
    performance = dict(reference["chips"].select("chip_id", "total_processing_performance").rows())
    assert performance["b200"] == 4500 * 8
    assert performance["ascend_910"] == 256 * 16
    assert performance["ascend_910_320"] == 320 * 16
    assert performance["ascend_910c"] == 2 * performance["ascend_910b"] == 752 * 16
    assert performance["ascend_950pr_sold"] == 425 * 16
    assert performance["ascend_950pr"] == 1000 * 8


def test_what_counts_differently_is_distinguished(reference: dict[str, pl.DataFrame]) -> None:
    """SMIC's wafers from 7 000 to 50 000 a month: one claim counts Huawei's alone."""
    wafers = reference["capacity_estimates"].filter(
        (pl.col("metric") == "logic_wafer_capacity") & pl.col("subject_id").str.starts_with("smic")
    )
    assert dict(wafers.select("claim_id", "counted").rows())["C021"] == "huawei_ai_wafers"
    assert set(wafers.filter(pl.col("claim_id") != "C021")["counted"]) == {"all_advanced_wafers"}


def test_an_open_end_has_no_figure(reference: dict[str, pl.DataFrame]) -> None:
    official = reference["capacity_estimates"].filter(pl.col("claim_id") == "C008").row(0, named=True)
    assert (official["low"], official["low_bound"], official["point"]) == (None, "none", None)
    assert (official["high"], official["high_bound"]) == (200_000, "closed")
