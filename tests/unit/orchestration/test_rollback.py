"""Going back to an earlier version, what that withdraws, and how many versions stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from orchestration.cli import versions as cli
from orchestration.cli.status import status
from orchestration.release import rollback
from orchestration.release.publish import read_manifest
from orchestration.release.recovery import RefreshLock, recover
from orchestration.release.rollback import CannotRollBack, roll_back
from orchestration.release.versions import (
    KEEP_VARIABLE,
    current_build,
    damage,
    history,
    kept_versions,
    published_damage,
    versions,
    withdrawals,
    withdrawn_of,
)
from orchestration.runtime.paths import Home
from sources.errors import BadInput
from tests.support.builds import put_out


@pytest.fixture(scope="module")
def four_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with four versions, each of inputs of its own, with its report; not to be changed."""
    folder = tmp_path_factory.mktemp("four-versions")
    home = Home(folder / "home")
    for number in range(1, 5):
        put_out(home, folder, number, f"inputs {number}")
        report = home.published / "current" / "report"
        report.mkdir()
        (report / "index.html").write_text("made up")
        (report / "report.json").write_text('{"page_bytes": 7, "charts": 0}')
    return home.root


@pytest.fixture
def home(four_versions: Path, tmp_path: Path) -> Home:
    """A copy of the four versions that the test may change."""
    return Home(Path(shutil.copytree(four_versions, tmp_path / "home", symlinks=True)))


def published_number(home: Home) -> int:
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        row = con.execute("select max(n) from levy.made").fetchone()
    assert row is not None
    parquet = (home.published / "parquet" / "levy" / "made.parquet").as_posix()
    assert duckdb.sql(f"select max(n) from '{parquet}'").fetchall() == [row]  # noqa: S608 - our own words
    return int(row[0])


def withdrawn(home: Home) -> list[str]:
    return [one.build_id for one in withdrawals(home)]


def test_to_the_version_before(home: Home) -> None:
    assert roll_back(home) == ("build-003", ["build-004"])
    assert published_number(home) == 3
    assert (read_manifest(home) or {})["build_id"] == current_build(home) == "build-003"
    assert published_damage(home) is None
    assert [(one.build_id, one.is_current, one.withdrawal is not None) for one in versions(home)] == [
        ("build-004", False, True),
        ("build-003", True, False),
        ("build-002", False, False),
        ("build-001", False, False),
    ]


def test_to_a_version_that_is_named_withdraws_all_after_it(home: Home) -> None:
    assert roll_back(home, "build-002") == ("build-002", ["build-003", "build-004"])
    assert published_number(home) == 2
    assert roll_back(home) == ("build-001", ["build-002"])
    with pytest.raises(CannotRollBack, match="build-001 has no version before it"):
        roll_back(home)


def test_forward_again_takes_the_withdrawal_back(home: Home) -> None:
    roll_back(home, "build-002")
    assert roll_back(home, "build-004") == ("build-004", [])
    assert published_number(home) == 4
    assert withdrawn(home) == ["build-003"]
    assert roll_back(home) == ("build-002", ["build-004"])


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("build-009", "No version build-009 is kept"),
        ("../../elsewhere", r"No version \.\./\.\./elsewhere is kept"),
        (".staging-build-009", r"No version \.staging-build-009 is kept"),
        ("build-004", "build-004 is the version that is published now"),
    ],
)
def test_what_cannot_be_gone_back_to(home: Home, name: str, reported: str) -> None:
    (home.published / "versions" / ".staging-build-009").mkdir()
    with pytest.raises(CannotRollBack, match=reported):
        roll_back(home, name)
    assert (published_number(home), withdrawn(home)) == (4, [])


@pytest.mark.parametrize("file", ["tributary.duckdb", "parquet/levy/made.parquet"])
def test_a_damaged_version_is_not_pointed_to(home: Home, file: str) -> None:
    path = home.published / "versions" / "build-003" / file
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(CannotRollBack, match=f"Version build-003 is damaged: {file} is not the published file"):
        roll_back(home)
    path.unlink()
    with pytest.raises(CannotRollBack, match=f"{file} is missing"):
        roll_back(home)
    assert (published_number(home), withdrawn(home)) == (4, [])
    assert roll_back(home, "build-002")[0] == "build-002"


def test_a_version_without_a_manifest_is_damaged(home: Home) -> None:
    (home.published / "versions" / "build-003" / "manifest.json").write_text("{")
    assert damage(home.published / "versions" / "build-003") == "its manifest.json cannot be read"
    with pytest.raises(CannotRollBack, match="cannot be read"):
        roll_back(home)


def test_the_current_version_may_be_damaged(home: Home) -> None:
    """That is when one wants to go back."""
    (home.published / "versions" / "build-004" / "manifest.json").unlink()
    assert roll_back(home) == ("build-003", ["build-004"])
    assert published_number(home) == 3


def test_nothing_to_go_back_to(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with pytest.raises(CannotRollBack, match="Nothing is published"):
        roll_back(home)
    put_out(home, tmp_path, 1)
    with pytest.raises(CannotRollBack, match="build-001 has no version before it"):
        roll_back(home)


def test_the_same_inputs_are_not_published_again_by_themselves(home: Home, tmp_path: Path) -> None:
    assert withdrawn_of("inputs 4", home) is None
    roll_back(home)
    found = withdrawn_of("inputs 4", home)
    assert found is not None
    assert (found.build_id, found.went_back_to) == ("build-004", "build-003")
    assert withdrawn_of("inputs 5", home) is None
    assert withdrawn_of("inputs 3", home) is None
    put_out(home, tmp_path, 5, "inputs 5")
    assert withdrawn_of("inputs 4", home) is not None  # also after something new was published


def test_a_person_who_forces_it_lifts_the_withdrawal(home: Home, tmp_path: Path) -> None:
    roll_back(home)
    put_out(home, tmp_path, 5, "inputs 4")
    assert withdrawn_of("inputs 4", home) is None
    put_out(home, tmp_path, 6, "inputs 6")
    assert withdrawn_of("inputs 4", home) is None
    roll_back(home, "build-003")
    found = withdrawn_of("inputs 4", home)
    assert found is not None
    assert found.build_id == "build-005"


def test_the_record_of_runs_keeps_what_was_withdrawn(home: Home, tmp_path: Path) -> None:
    roll_back(home, "build-002")
    before = history(home)
    manifest = put_out(home, tmp_path, 5, "inputs 5")
    for reported in (before, history(home)):
        assert [(run["build_id"], run["withdrawn_at"] is not None) for run in reported[:4]] == [
            ("build-001", False),
            ("build-002", False),
            ("build-003", True),
            ("build-004", True),
        ]
    assert [run["build_id"] for run in manifest["runs"]] == [f"build-00{number}" for number in range(1, 6)]
    assert manifest["runs"][3]["input_fingerprint"] == "inputs 4"


def test_a_corrupt_manifest_takes_no_run_but_its_own_off_the_record(home: Home, tmp_path: Path) -> None:
    (home.published / "current" / "manifest.json").write_text("{")
    manifest = put_out(home, tmp_path, 5, "inputs 5")
    assert [run["build_id"] for run in manifest["runs"]] == ["build-001", "build-002", "build-003", "build-005"]


def test_a_rollback_that_was_killed_is_finished(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the record of the withdrawal and the pointer: whoever comes next moves the pointer."""
    with monkeypatch.context() as patch:
        patch.setattr(rollback, "point_to", lambda *_: None)
        roll_back(home)
    assert published_number(home) == 4
    assert recover(home) == ["finished a rollback that was killed: build-003 is published"]
    assert published_number(home) == 3
    assert recover(home) == []


def test_going_forward_and_killed_loses_no_version(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the pointer and the record: the step forward is undone, and the version is there to try again."""
    roll_back(home, "build-002")
    with monkeypatch.context() as patch:
        patch.setattr(rollback, "write_withdrawals", lambda *_: None)
        roll_back(home, "build-004")
    recover(home)
    assert (published_number(home), withdrawn(home)) == (2, ["build-003", "build-004"])
    assert roll_back(home, "build-004") == ("build-004", [])
    assert published_number(home) == 4


def test_a_rollback_that_cannot_be_finished_is_undone(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rollback, "point_to", lambda *_: None)
        roll_back(home, "build-002")
    (home.published / "versions" / "build-002" / "tributary.duckdb").unlink()
    recover(home)
    assert (published_number(home), withdrawn(home)) == (4, [])


def test_how_many_versions_stay_can_be_reported(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEEP_VARIABLE, "2")
    put_out(home, tmp_path, 5)
    assert [one.build_id for one in versions(home)] == ["build-005", "build-004"]
    monkeypatch.setenv(KEEP_VARIABLE, "1")
    put_out(home, tmp_path, 6)
    assert [one.build_id for one in versions(home)] == ["build-006"]


@pytest.mark.parametrize("reported", ["0", "-1", "two", "1.5", "²"])
def test_a_number_of_versions_that_is_none(home: Home, reported: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is reported before the build, not after it."""
    monkeypatch.setenv(KEEP_VARIABLE, reported)
    with pytest.raises(BadInput, match=KEEP_VARIABLE):
        kept_versions()
    with pytest.raises(BadInput, match="whole number from 1 on"):
        RefreshLock(home).acquire()


def test_a_withdrawn_version_takes_no_good_ones_place(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two that are kept, one can always be gone back to."""
    roll_back(home)
    monkeypatch.setenv(KEEP_VARIABLE, "2")
    put_out(home, tmp_path, 5, "inputs 5")
    assert [one.build_id for one in versions(home)] == ["build-005", "build-003"]
    assert roll_back(home)[0] == "build-003"
    assert withdrawn_of("inputs 4", home) is not None  # though its version is gone


def test_a_corrupt_record_of_withdrawals(home: Home) -> None:
    (home.published / "withdrawn.json").write_text("[]")
    with pytest.raises(BadInput, match=r"withdrawn\.json: not a record of withdrawn versions"):
        withdrawals(home)


@pytest.mark.parametrize("file", ["tributary.duckdb", "parquet/levy/made.parquet", "manifest.json"])
def test_a_damaged_published_version_is_reported_with_its_remedy(
    home: Home, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home.published / "current" / file
    path.write_bytes(path.read_bytes()[:-7])
    assert status(home.root) == 1
    reported = capsys.readouterr().out
    assert "Version build-004, the current version, is damaged" in reported
    assert file in reported
    assert "tributary refresh" in reported
    assert cli.rollback(home.root, None) == 0
    assert published_number(home) == 3
