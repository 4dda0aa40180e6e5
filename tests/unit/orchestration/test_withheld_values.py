"""`tributary quarantine` names the figures that are withheld as not plausible, and what to do with them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.cli.quarantine import list_items, show
from orchestration.runtime.paths import Home

REASON = "rnd expense of Q3 of 2025: 48000000.00 is not plausible: 965000000.00 by 9M less H1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose published version withholds one figure."""
    file = Home(tmp_path).published_file
    file.parent.mkdir(parents=True)
    with duckdb.connect(str(file)) as con:
        con.execute("create schema ops")
        con.execute(
            "create table ops.quarantine as select '0123abcd' as quarantine_id, 'MU' as ticker, '0000723125' as cik,"
            " '0000723125-25-000021' as accession, '10-Q' as form, date '2025-06-25' as filed,"
            f" 'CIK0000723125.json' as document, 'value' as scope, 7 as fact_no, '{REASON}' as reason"
        )
    return tmp_path


def test_a_withheld_figure_is_listed_with_the_remedy(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_items(home) == 0
    printed = capsys.readouterr().out
    assert "0123abcd" in printed
    assert "accepted_values.csv" in printed
    assert "quarantine retry" not in printed


def test_a_withheld_figure_is_shown_by_its_id(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert show(home, ["0123abcd"]) == 0
    assert REASON in capsys.readouterr().out
    assert show(home, ["ffffffff"]) == 1


def test_nothing_is_withheld_before_the_first_publication(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_items(tmp_path) == 0
    assert capsys.readouterr().out.strip() == "Nothing is quarantined."
