"""Slips of a person in the curated files: each is refused when the files are loaded, or reported by a data test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestration.runtime.paths import SNAPSHOT
from tests.mutation.curated_edits import HARMLESS, SLIPS, Edit
from tests.mutation.curated_slips import DataTests, Found, noticed
from tests.unit.reference.conftest import FOLDER

#: What loading cannot know, and which data test reports it: file, row and column of the edit.
REPORTED = {
    ("yield_estimates", "Y030,", "point_share"): "assert_yield_claims_near_others",
    ("capacity_estimates", "C025,", "point"): "assert_capacity_claims_near_others",
    ("capacity_estimates", "C012,", "point"): "assert_capacity_claims_near_others",
    ("capacity_estimates", "C019,", "unit"): "assert_capacity_claims_near_others",
    ("geography_basis_overrides", "", ""): "assert_curated_accessions_listed",
    ("companies", "MPWR,", "cik"): "assert_companies_match_registrants",
    ("levy_regimes", "us-section-232-chips-25,", "rate_share"): "assert_regime_rate_as_stated",
}
OF_KIND = {
    "a figure read wrong twice": "assert_curated_facts_match_filings",
    "a figure typed once": "assert_curated_facts_confirmed",
    "a form or day of another filing": "assert_curated_accessions_listed",
}
WHOLE = [pytest.param(1, marks=pytest.mark.slow), None]


@pytest.fixture(scope="module")
def data_tests() -> DataTests:
    return DataTests(SNAPSHOT)


def sample(edits: tuple[Edit, ...]) -> list[Edit]:
    """One edit of each kind."""
    return list({edit.kind: edit for edit in edits}.values())


def complaint(found: Found) -> str | None:
    """What is wrong with how an edit was noticed; None when nothing is."""
    edit = found.edit
    if found.faults:
        shape = r"data/reference/\w+\.csv, (line \d+|the whole file)(, column [\w, @]+)?: .+\. \S.+\.$"
        unclear = [fault for fault in found.faults if not re.fullmatch(shape, fault)]
        return f"{edit}: {unclear[0]}" if unclear else None
    wanted = OF_KIND.get(edit.kind) or REPORTED.get((edit.file, edit.row, edit.column))
    return None if wanted in found.reported else f"{edit}: not refused, reported by {found.reported}"


@pytest.mark.parametrize("every", WHOLE, ids=["all", "one of each kind"])
def test_every_slip_is_refused_with_its_place_and_remedy_or_reported(
    every: int | None, data_tests: DataTests, tmp_path: Path
) -> None:
    edits = list(SLIPS) if every else sample(SLIPS)
    assert [wrong for found in noticed(edits, FOLDER, tmp_path, data_tests) if (wrong := complaint(found))] == []


@pytest.mark.parametrize("every", WHOLE, ids=["all", "some"])
def test_no_harmless_edit_raises_an_alarm(every: int | None, data_tests: DataTests, tmp_path: Path) -> None:
    edits = HARMLESS[:: every or 6]
    alarms = [found for found in noticed(edits, FOLDER, tmp_path, data_tests) if found.is_noticed]
    assert alarms == []


def test_the_committed_tables_give_no_alarm(data_tests: DataTests) -> None:
    assert data_tests.reported(FOLDER) == ()


def test_there_are_edits_enough() -> None:
    assert len(SLIPS) >= 80
    assert len(HARMLESS) >= 40
    assert len(set(SLIPS)) == len(SLIPS)


@pytest.mark.parametrize(
    ("row", "rate", "problem"),
    [
        ("us-revenue-share-15", "0.015", "0.015 is below 0.05, the least and most that a levy on chip"),
        ("us-revenue-share-20", "0.3", "0.2 is not rate_share 0.3 of 'us-revenue-share-20'"),
    ],
)
def test_a_wrong_rate_is_named(row: str, rate: str, problem: str, data_tests: DataTests, tmp_path: Path) -> None:
    edit = Edit("a rate", "levy_regimes", f"{row},US,", "rate_share", rate)
    (found,) = noticed([edit], FOLDER, tmp_path, data_tests)
    assert any(problem in fault for fault in found.faults)
