"""Bad filings: quarantined when new, an error when the published marts use them, used again once fixed."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from orchestration.cli.quarantine import list_items
from orchestration.quality.quarantine import QUARANTINE, write_quarantine
from orchestration.release.versions import KEEP_VARIABLE
from orchestration.runtime.paths import Home
from tests.support import chipmaker
from tests.support.mirror import Mirror
from tests.support.newcomers import BROKEN, QUARTERLY, WEEKS, Newcomers, corrupt
from tests.support.project import Tributary
from tests.support.warehouse import files_of, marts, rows

pytestmark = pytest.mark.integration


def test_the_rest_goes_on_and_the_marts_say_what_is_missing(newcomers: Newcomers) -> None:
    assert "Quarantined: 1; `tributary quarantine list` has the reasons." in newcomers.said.read_text()
    assert rows(newcomers.home, "select ticker, accession, scope, document, expectation from ops.quarantine") == [
        ("MADE", BROKEN.accession, "filing", BROKEN.document, "assert_document_not_truncated")
    ]
    ((reason,),) = rows(newcomers.home, "select reason from ops.quarantine")
    assert "truncated" in reason
    coverage = "select coverage_class, fact_count > 0 from ops.coverage where accession = $1"
    assert rows(newcomers.home, coverage, [BROKEN.accession]) == [("set_aside", True)]
    china = "select china_revenue_usd from levy.china_revenue where ticker = 'MADE' and version = 'latest'"
    assert rows(newcomers.home, china) == [(chipmaker.SPLIT["country:CN"] * 10**6,)]
    assert rows(
        newcomers.home,
        "select severity from ops.checks where not success and expectation = 'assert_document_not_truncated'",
    ) == [("warn",)]


def test_a_reason_is_shown_unchanged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A filing's own words may look like markup."""
    home = Home(tmp_path)
    item = set_aside("a[/b].htm", "it says [/i] and [red]")
    write_quarantine(pl.DataFrame([item], schema=QUARANTINE), home)
    assert list_items(home.root) == 0
    shown = "".join(capsys.readouterr().out.split())
    assert "a[/b].htm" in shown
    assert "itsays[/i]and[red]" in shown


def test_a_list_that_is_corrupt_or_cannot_be_fixed_is_reported_in_a_line(tmp_path: Path, tributary: Tributary) -> None:
    home = Home(tmp_path)
    home.quarantine.parent.mkdir(parents=True, exist_ok=True)
    home.quarantine.write_bytes(b"PAR1")
    for command in ("list", "retry"):
        reported = tributary("quarantine", command, "--home", home.root)
        assert reported.returncode == 1
        assert f"{home.quarantine}: the quarantine cannot be read" in reported.stderr
        assert len(reported.stderr.splitlines()) == 1
    write_quarantine(pl.DataFrame([set_aside("a.htm", "cut")], schema=QUARANTINE), home)
    reported = tributary("quarantine", "retry", "--home", home.root, env={KEEP_VARIABLE: "none"})
    assert (reported.returncode, len(reported.stderr.splitlines())) == (1, 1)
    assert KEEP_VARIABLE in reported.stderr


def set_aside(document: str, reason: str) -> dict[str, object]:
    """One quarantined item."""
    return dict.fromkeys(QUARANTINE) | {
        "quarantine_id": "deadbeef",
        "scope": "filing",
        "document": document,
        "reason": reason,
        "set_aside_at": datetime(2026, 1, 1, tzinfo=UTC),
    }


def test_what_is_set_aside_can_be_listed_and_shown(newcomers: Newcomers, tributary: Tributary) -> None:
    listed = tributary("quarantine", "list", "--home", newcomers.home)
    assert listed.returncode == 0
    (quarantine_id,) = re.findall(r"\b[0-9a-f]{8}\b", listed.stdout)
    for name in (quarantine_id, BROKEN.accession):
        shown = tributary("quarantine", "show", name, "--home", newcomers.home)
        assert shown.returncode == 0
        assert "assert_document_not_truncated" in shown.stdout
        assert f"{BROKEN.accession.replace('-', '')}/{BROKEN.document}" in shown.stdout
    other = tributary("quarantine", "show", "deadbeef", "--home", newcomers.home)
    assert other.returncode == 1
    assert "Not quarantined: deadbeef" in other.stdout


def test_a_fixed_filing_is_used_again(second: Path, tributary: Tributary) -> None:
    assert "Retried: 1. Still quarantined: 0." in (second.parent / "said.txt").read_text()
    assert rows(second, "select count(*) from ops.quarantine") == [(0,)]
    classes = "select distinct coverage_class from ops.coverage where accession = $1"
    found = rows(second, classes, [BROKEN.accession])
    assert found
    assert ("set_aside",) not in found
    assert tributary("quarantine", "list", "--home", second).stdout.strip() == "Nothing is quarantined."


def test_a_poisoned_mirror_stops_and_the_next_clean_refresh_recovers(
    newcomers: Newcomers, tmp_path: Path, tributary: Tributary
) -> None:
    """Filings that the published numbers come from become bad, in three ways; nothing that anyone reads changes."""
    home = shutil.copytree(newcomers.home, tmp_path / "home", symlinks=True)
    before, figures = files_of(home), marts(home)
    poisoned = shutil.copytree(newcomers.first, tmp_path / "poisoned")
    whole = QUARTERLY.reports[-1].document(QUARTERLY.cik)
    in_thousands = chipmaker.annual_report().replace(b'scale="6"', b'scale="3"', 1)  # its revenue
    Mirror(poisoned).put_document(chipmaker.ACCESSION, chipmaker.DOCUMENT, in_thousands, chipmaker.CIK)
    poison = {
        corrupt(poisoned, WEEKS, b""): "empty",
        corrupt(poisoned, QUARTERLY, whole[:-300]): "not whole",
        chipmaker.DOCUMENT: "companyfacts has",
    }
    done = tributary("refresh", "--home", home, "--edgar", poisoned, project=newcomers.project)
    assert done.returncode == 1, done.stdout
    *lines, last = [line for line in done.stderr.splitlines() if line]
    assert last == "Nothing was published; the previous version stays current."
    for name, reported in poison.items():
        (line,) = (line for line in lines if re.match(rf"https://\S+/{name}, ", line))
        assert reported in line
        assert "The published marts rest on it" in line
    assert files_of(home) == before
    again = ("refresh", "--home", home, "--edgar", newcomers.first, "--force")
    done = tributary(*again, project=newcomers.project)
    assert done.returncode == 0, done.stderr
    assert marts(home) == figures
