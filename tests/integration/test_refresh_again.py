"""A refresh after a refresh: nothing when nothing is new, all of it when something is, and never less than before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from orchestration.runtime.paths import Home
from tests.integration.conftest import Tributary
from tests.integration.warehouse import build_id, files_of, manifest, marts, rows

pytestmark = pytest.mark.integration

STANDS = "what was published before stands"


def test_nothing_new(home: Path, pristine_project: Path, tributary: Tributary) -> None:
    before = files_of(home)
    done = tributary("refresh", "--home", home, project=pristine_project)
    assert done.returncode == 0, done.stderr
    assert f"Nothing new: no filing, curated file or code has changed since build {build_id(home)}" in done.stdout
    assert "NVDA" in done.stdout
    assert files_of(home) == before


def test_a_published_file_that_is_spoilt_is_published_anew(
    home: Path, published: Path, pristine_project: Path, tributary: Tributary
) -> None:
    """Though nothing is new; and what it was made of is all that it takes."""
    file = Home(home).published_file.resolve()
    file.write_bytes(file.read_bytes()[:100_000])
    assert tributary("status", "--home", home).returncode == 1
    done = tributary("refresh", "--home", home, project=pristine_project)
    assert done.returncode == 0, done.stderr
    assert build_id(home) > build_id(published)
    assert marts(home) == marts(published)
    assert tributary("status", "--home", home).returncode == 0


@pytest.mark.parametrize("option", [pytest.param("--force", marks=pytest.mark.slow), "--full"])
def test_the_same_marts_are_published_anew(
    option: str, home: Path, published: Path, pristine_project: Path, tributary: Tributary
) -> None:
    """Same inputs, same code, same marts, built anew or taken over; the version before stays beside the new one."""
    before = files_of(home)
    done = tributary("refresh", "--home", home, option, project=pristine_project)
    assert done.returncode == 0, done.stderr
    is_built = "levy_due" in (home / "build" / "refresh.log").read_text()
    assert is_built == (option == "--full")
    assert build_id(home) > build_id(published)
    assert marts(home) == marts(published)
    earlier = {name: file for name, file in before.items() if name.startswith("published/versions/")}
    assert earlier.items() <= files_of(home).items()
    runs = rows(home, "select build_id, is_current from ops.refresh order by 1")
    assert runs == [(build_id(published), False), (build_id(home), True)]
    assert manifest(home)["input_fingerprint"] == manifest(published)["input_fingerprint"]


def test_a_published_file_that_was_deleted_is_made_again(
    home: Path, published: Path, pristine_project: Path, tributary: Tributary
) -> None:
    """By the name that readers use, which is a link."""
    (home / "published" / "tributary.duckdb").unlink()
    done = tributary("refresh", "--home", home, project=pristine_project)
    assert done.returncode == 0, done.stderr
    assert build_id(home) > build_id(published)
    assert marts(home) == marts(published)


def test_a_home_that_cannot_be_written(tmp_path: Path, pristine_project: Path, tributary: Tributary) -> None:
    (tmp_path / "file").write_text("in the way")
    done = tributary("refresh", "--home", tmp_path / "file" / "home", project=pristine_project)
    assert done.returncode == 1
    first, *rest = done.stderr.strip().splitlines()
    assert first == (
        f"{tmp_path / 'file' / 'home'}: cannot be written (Not a directory). Name another place with --home."
    )
    assert len(rest) == 1
    assert STANDS in rest[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_without_permission(tmp_path: Path, pristine_project: Path, tributary: Tributary) -> None:
    tmp_path.chmod(0o500)
    done = tributary("refresh", "--home", tmp_path / "home", project=pristine_project)
    assert done.returncode == 1
    assert "cannot be written (Permission denied)" in done.stderr


def test_another_refresh_at_work(home: Path, pristine_project: Path, tributary: Tributary) -> None:
    before = files_of(home)
    with FileLock(Home(home).lock):
        done = tributary("refresh", "--home", home, "--force", project=pristine_project)
    assert done.returncode == 4
    assert f"Another refresh is at work on {home}. Wait for it to end." in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(home) == before


def test_status(home: Path, tmp_path: Path, pristine_project: Path, tributary: Tributary) -> None:
    """What is published; then that a file is missing; then, elsewhere, that nothing is published."""
    assert tributary("status", "--home", home, project=pristine_project).returncode == 0
    (home / "published" / "current" / "parquet" / "levy" / "headline.parquet").unlink()
    assert tributary("status", "--home", home, project=pristine_project).returncode == 1
    nothing = tributary("status", "--home", tmp_path / "nowhere", project=pristine_project)
    assert nothing.returncode == 3
    assert "Run `tributary refresh` first" in nothing.stdout
