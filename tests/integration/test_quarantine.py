"""A filing with something wrong: set aside when it is new, a stop when readers rely on it, used again once mended."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from orchestration.cli.quarantine import list_items
from orchestration.gates.quarantine import QUARANTINE, write_quarantine
from orchestration.home import Home
from orchestration.versions import KEEP_VARIABLE
from tests.integration import chipmaker
from tests.integration.conftest import Tributary
from tests.integration.warehouse import files_of, marts, rows
from tests.support.mirror import Filing, Mirror

pytestmark = pytest.mark.integration

NEW = Filing("0000050863-24-000020", "10-K/A", "2024-05-02", "intc-20231230a.htm")


@pytest.fixture(scope="module")
def project(pristine_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that watches the chipmaker."""
    copy = shutil.copytree(pristine_project, tmp_path_factory.mktemp("quarantine") / "project")
    chipmaker.watch_it(copy)
    return copy


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    """The chipmaker's annual report, and an amendment of it that breaks off."""
    mirror = chipmaker.chipmaker_mirror(tmp_path_factory.mktemp("mirror") / "edgar")
    mirror.put_submissions(chipmaker.submissions([NEW]), chipmaker.CIK)
    mirror.put_document(NEW.accession, NEW.document, chipmaker.annual_report()[:-300], chipmaker.CIK)
    return mirror


@pytest.fixture(scope="module")
def refreshed(project: Path, mirror: Mirror, tmp_path_factory: pytest.TempPathFactory, tributary: Tributary) -> Path:
    """The home of one refresh from that mirror; not to be changed."""
    home = tmp_path_factory.mktemp("home") / "home"
    done = tributary("refresh", "--home", home, "--edgar", mirror.root, project=project)
    assert done.returncode == 0, done.stderr
    assert "Set aside: 1; `tributary quarantine list` says what and why." in done.stdout
    return home


@pytest.fixture
def home(refreshed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(refreshed, tmp_path / "home", symlinks=True)


def test_the_rest_goes_on_and_the_marts_say_what_is_missing(refreshed: Path) -> None:
    assert rows(refreshed, "select ticker, accession, scope, document, expectation from ops.quarantine") == [
        ("INTC", NEW.accession, "filing", NEW.document, "a_document_is_whole")
    ]
    ((reason,),) = rows(refreshed, "select reason from ops.quarantine")
    assert "truncated" in reason
    coverage = "select coverage_class, fact_count > 0 from ops.coverage where accession = $1"
    assert rows(refreshed, coverage, [NEW.accession]) == [("set_aside", True)]
    china = "select china_revenue_usd from levy.china_revenue where ticker = 'INTC' and version = 'latest'"
    assert rows(refreshed, china) == [(chipmaker.SPLIT["country:CN"] * 10**6,)]
    assert rows(
        refreshed, "select severity from ops.checks where not success and expectation = 'a_document_is_whole'"
    ) == [("warn",)]


def test_a_reason_is_shown_as_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A filing's own words may look like markup."""
    home = Home(tmp_path)
    item = set_aside("a[/b].htm", "it says [/i] and [red]")
    write_quarantine(pl.DataFrame([item], schema=QUARANTINE), home)
    assert list_items(home.root) == 0
    shown = "".join(capsys.readouterr().out.split())
    assert "a[/b].htm" in shown
    assert "itsays[/i]and[red]" in shown


def test_a_list_that_is_spoilt_or_cannot_be_mended_is_told_in_a_line(tmp_path: Path, tributary: Tributary) -> None:
    home = Home(tmp_path)
    home.quarantine.parent.mkdir(parents=True, exist_ok=True)
    home.quarantine.write_bytes(b"PAR1")
    for command in ("list", "retry"):
        told = tributary("quarantine", command, "--home", home.root)
        assert told.returncode == 1
        assert f"{home.quarantine}: the list of what is set aside cannot be read" in told.stderr
        assert len(told.stderr.splitlines()) == 1
    write_quarantine(pl.DataFrame([set_aside("a.htm", "cut")], schema=QUARANTINE), home)
    told = tributary("quarantine", "retry", "--home", home.root, env={KEEP_VARIABLE: "none"})
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1)
    assert KEEP_VARIABLE in told.stderr


def set_aside(document: str, reason: str) -> dict[str, object]:
    """One thing that is set aside."""
    return dict.fromkeys(QUARANTINE) | {
        "quarantine_id": "deadbeef",
        "scope": "filing",
        "document": document,
        "reason": reason,
        "set_aside_at": datetime(2026, 1, 1, tzinfo=UTC),
    }


def test_what_is_set_aside_can_be_listed_and_shown(refreshed: Path, tributary: Tributary) -> None:
    listed = tributary("quarantine", "list", "--home", refreshed)
    assert listed.returncode == 0
    (quarantine_id,) = re.findall(r"\b[0-9a-f]{8}\b", listed.stdout)
    for name in (quarantine_id, NEW.accession):
        shown = tributary("quarantine", "show", name, "--home", refreshed)
        assert shown.returncode == 0
        assert "a_document_is_whole" in shown.stdout
        assert f"{NEW.accession.replace('-', '')}/{NEW.document}" in shown.stdout
    other = tributary("quarantine", "show", "deadbeef", "--home", refreshed)
    assert other.returncode == 1
    assert "Not set aside: deadbeef" in other.stdout


def test_a_mended_filing_is_used_again(home: Path, project: Path, mirror: Mirror, tributary: Tributary) -> None:
    before = mirror.root.parent / "mended"
    shutil.copytree(mirror.root, before)
    mended = Mirror(before)
    mended.put_document(NEW.accession, NEW.document, chipmaker.annual_report() + b"\n", chipmaker.CIK)
    done = tributary("quarantine", "retry", NEW.accession, "--home", home, "--edgar", before, project=project)
    assert done.returncode == 0, done.stderr
    assert "Tried again: 1. Still set aside: 0." in done.stdout
    assert rows(home, "select count(*) from ops.quarantine") == [(0,)]
    classes = "select distinct coverage_class from ops.coverage where accession = $1"
    assert ("set_aside",) not in rows(home, classes, [NEW.accession])
    assert tributary("quarantine", "list", "--home", home).stdout.strip() == "Nothing is set aside."


def test_a_poisoned_mirror_stops_and_the_next_clean_refresh_recovers(
    home: Path, project: Path, mirror: Mirror, tmp_path: Path, tributary: Tributary
) -> None:
    """The filing that the published numbers come from turns bad, in three ways; nothing that anyone reads changes."""
    before, figures = files_of(home), marts(home)
    report = chipmaker.annual_report()
    in_thousands = report.replace(b'scale="6"', b'scale="3"')
    for spoilt, told in ((b"", "empty"), (report[:-300], "not whole"), (in_thousands, "companyfacts has")):
        poisoned = Mirror(Path(shutil.copytree(mirror.root, tmp_path / f"poisoned{len(spoilt)}")))
        poisoned.put_document(chipmaker.ACCESSION, chipmaker.DOCUMENT, spoilt, chipmaker.CIK)
        done = tributary("refresh", "--home", home, "--edgar", poisoned.root, project=project)
        assert done.returncode == 1, done.stdout
        *lines, last = [line for line in done.stderr.splitlines() if line]
        assert last == "Nothing was published; what was published before stands."
        assert all(re.match(rf"https://\S+/{chipmaker.DOCUMENT}, ", line) for line in lines[:2]), lines
        assert told in lines[0]
        assert "The published marts rest on it" in lines[0]
        assert files_of(home) == before
    done = tributary("refresh", "--home", home, "--edgar", mirror.root, "--force", project=project)
    assert done.returncode == 0, done.stderr
    assert marts(home) == figures
