"""The article's claims, their evidence and the watch list: what a person who edits them notices."""

from __future__ import annotations

import polars as pl
import pytest

from tests.unit.reference.conftest import Edit, faults_of


def test_all_claims_of_the_list_are_there(reference: dict[str, pl.DataFrame]) -> None:
    claims = set(reference["article_claims"]["claim_id"])
    assert {f"S{number:03}" for number in range(1, 50)} <= claims


def test_every_claim_that_can_be_judged_has_something_to_be_judged_by(reference: dict[str, pl.DataFrame]) -> None:
    """A check, a finding, a relation or a signal; what says nothing about the world needs none."""
    claims = reference["article_claims"].filter(~pl.col("claim_kind").is_in(["opinion", "scope"]))
    judged_by = {
        claim
        for name in ("claim_checks", "claim_evidence", "claim_pairs", "catalysts")
        for claim in reference[name]["claim_id"]
    }
    assert sorted(set(claims["claim_id"]) - judged_by) == []


def test_all_signals_are_there(reference: dict[str, pl.DataFrame]) -> None:
    assert reference["catalysts"]["catalyst_id"].to_list() == [f"CT{number:03}" for number in range(1, 37)]


@pytest.mark.parametrize(
    ("damage", "expected", "remedy"),
    [
        (
            (
                "article_claims.csv",
                "2025-08-11,2025-08-11,,equals,exact,,August 2025",
                "2025-08-32,2025-08-11,,equals,exact,,August 2025",
            ),
            "line 3, column stated_from: '2025-08-32' is not a day of the calendar",
            "Write year-month-day",
        ),
        (
            ("article_claims.csv", "0.2,,0.4,", "0.5,,0.4,"),
            "line 27, column stated_low: stated_low 0.5 is later or larger than stated_high 0.4",
            "Put the two in order.",
        ),
        (
            ("article_claims.csv", ",HBM3,equals,", ",,equals,"),
            "line 7, column stated_text: stated_text must be filled when unit is text",
            "Fill in or clear stated_text.",
        ),
        (
            ("article_claims.csv", "S002,lead", "S001,lead"),
            "line 3, column claim_id: 'S001' is already on line 2",
            "Keep one of the two rows.",
        ),
        (
            ("claim_evidence.csv", "S012-1,S012", "S012-1,S912"),
            "line 13, column claim_id: 'S912' is not in article_claims.csv",
            "Add it to article_claims.csv, or correct it.",
        ),
        (
            (
                "claim_evidence.csv",
                ",silent,decides,2025-09-08,cnbc-huang-2025-09",
                ",,decides,2025-09-08,cnbc-huang-2025-09",
            ),
            "line 13, column direction: direction must be filled when evidence_kind is statement",
            "Fill in or clear direction.",
        ),
        (
            ("claim_evidence.csv", "ft-15pct-korea,secondary\nS004", "ft-15pct-korea,document\nS004"),
            "line 2, column confidence: document needs a source whose tier is primary; that of 'ft-15pct-korea' is",
            "Write secondary where another reports it",
        ),
        (
            ("article_claims.csv", "Day of the report", "Rate of the surcharge"),
            "line 3, column short_name: 'Rate of the surcharge' is already on line 2",
            "Keep one of the two rows.",
        ),
        (
            (
                "claim_checks.csv",
                ",us-section-232-chips-25,,,,,,,,,the rate of the tariff",
                ",us-section-999,,,,,,,,,the rate of the tariff",
            ),
            "line 3, column regime_id: 'us-section-999' is not in levy_regimes.csv",
            "Add it to levy_regimes.csv, or correct it.",
        ),
        (
            ("claim_pairs.csv", "product,S001,S015,S014,", "product,S001,S015,,"),
            "line 2, column result_claim_id: result_claim_id must be filled when relation is product",
            "Fill in or clear result_claim_id.",
        ),
        (
            (
                "catalysts.csv",
                "pending,2026-11-23,2026-11-01,2026-11-30,month",
                "pending,2026-11-23,2026-11-01,2026-11-31,month",
            ),
            "line 22, column due_to: '2026-11-31' is not a day of the calendar",
            "Write year-month-day",
        ),
        (
            ("catalysts.csv", "pending,2026-11-23,2026-11-01", "overdue,2026-11-23,2026-11-01"),
            "line 22, column reported_state: 'overdue' is not one of happened, in_force",
            "Write one of these exactly.",
        ),
        (
            ("catalysts.csv", "happened,2026-11-23,,,,2025-08-05,2025-08-05,day", "happened,2026-11-23,,,,,,"),
            "line 2, column happened_from: happened_from must be filled when reported_state is happened or in_force",
            "Fill in or clear happened_from.",
        ),
        (
            ("supply_chain_exposure.csv", "CT029;CT030", "CT029;CT930"),
            "line 2, column catalyst_ids: 'CT930' is not in catalysts.csv",
            "Add it to catalysts.csv, or correct it.",
        ),
    ],
)
def test_one_wrong_cell_is_reported(edit: Edit, damage: tuple[str, str, str], expected: str, remedy: str) -> None:
    """The file, the line, the column, what is wrong with it and what to do."""
    reported = faults_of(edit(*damage))
    (fault,) = [one for one in reported if one.startswith(f"data/reference/{damage[0]}, {expected}")]
    assert remedy in fault
