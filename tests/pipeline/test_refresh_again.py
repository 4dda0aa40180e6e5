"""A refresh after a refresh: nothing when nothing is new, all of it when something is, and never less than before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from orchestration.runtime.paths import Home
from tests.support.project import Tributary
from tests.support.warehouse import build_id, files_of, manifest, marts, rows

pytestmark = pytest.mark.integration

NOT_PUBLISHED = "the previous version stays current"


def test_nothing_new(home: Path, pristine_project: Path, tributary: Tributary) -> None:
    before = files_of(home)
    done = tributary("refresh", "--home", home, project=pristine_project)
    assert done.returncode == 0, done.stderr
    assert f"Nothing new: no filing, curated file or code has changed since build {build_id(home)}" in done.stdout
    assert "NVDA" in done.stdout
    assert files_of(home) == before


def test_a_corrupt_published_file_is_published_anew(toy_home: Path, toy_published: Path, toy: Tributary) -> None:
    """Though nothing is new; and what it was made of is all that it takes."""
    file = Home(toy_home).published_file.resolve()
    file.write_bytes(file.read_bytes()[:100_000])
    assert toy("status", "--home", toy_home).returncode == 1
    done = toy("refresh", "--home", toy_home)
    assert done.returncode == 0, done.stderr
    assert build_id(toy_home) > build_id(toy_published)
    assert marts(toy_home) == marts(toy_published)
    assert toy("status", "--home", toy_home).returncode == 0


def test_marts_that_are_taken_over_are_published_anew(toy_home: Path, toy_published: Path, toy: Tributary) -> None:
    """With `--force`; dbt builds none of them."""
    done = toy("refresh", "--home", toy_home, "--force")
    assert done.returncode == 0, done.stderr
    log = (toy_home / "build" / "refresh.log").read_text()
    assert "ops.refresh" in log
    assert "levy.headline" not in log
    assert_published_again(toy_home, toy_published)


@pytest.mark.slow  # `make test` shows it on more companies: test_incremental_builds.py
def test_marts_that_are_built_anew_are_the_same(
    home: Path, published: Path, pristine_project: Path, tributary: Tributary
) -> None:
    """Of the whole project, with `--full`: same inputs, same code, same marts, draw for draw."""
    done = tributary("refresh", "--home", home, "--full", project=pristine_project)
    assert done.returncode == 0, done.stderr
    assert "levy.levy_due" in (home / "build" / "refresh.log").read_text()
    assert_published_again(home, published)


def assert_published_again(home: Path, published: Path) -> None:
    """`home` has the marts of `published` in a new version, and the version before beside it, untouched."""
    before = files_of(published)
    assert build_id(home) > build_id(published)
    assert marts(home) == marts(published)
    earlier = {name: file for name, file in before.items() if name.startswith("published/versions/")}
    assert earlier
    assert earlier.items() <= files_of(home).items()
    runs = rows(home, "select build_id, is_current from ops.refresh order by 1")
    assert runs == [(build_id(published), False), (build_id(home), True)]
    assert manifest(home)["input_fingerprint"] == manifest(published)["input_fingerprint"]


def test_a_published_file_that_was_deleted_is_made_again(toy_home: Path, toy_published: Path, toy: Tributary) -> None:
    """By the name that readers use, which is a link."""
    (toy_home / "published" / "tributary.duckdb").unlink()
    done = toy("refresh", "--home", toy_home)
    assert done.returncode == 0, done.stderr
    assert build_id(toy_home) > build_id(toy_published)
    assert marts(toy_home) == marts(toy_published)


def test_a_home_that_cannot_be_written(tmp_path: Path, pristine_project: Path, tributary: Tributary) -> None:
    (tmp_path / "file").write_text("in the way")
    done = tributary("refresh", "--home", tmp_path / "file" / "home", project=pristine_project)
    assert done.returncode == 1
    first, *rest = done.stderr.strip().splitlines()
    assert first == (
        f"{tmp_path / 'file' / 'home'}: cannot be written (Not a directory). Name another place with --home."
    )
    assert len(rest) == 1
    assert NOT_PUBLISHED in rest[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_without_permission(tmp_path: Path, pristine_project: Path, tributary: Tributary) -> None:
    tmp_path.chmod(0o500)
    done = tributary("refresh", "--home", tmp_path / "home", project=pristine_project)
    assert done.returncode == 1
    assert "cannot be written (Permission denied)" in done.stderr


def test_another_refresh_at_work(toy_home: Path, toy: Tributary) -> None:
    before = files_of(toy_home)
    with FileLock(Home(toy_home).lock):
        done = toy("refresh", "--home", toy_home, "--force")
    assert done.returncode == 4
    assert f"Another refresh is running on {toy_home}. Wait for it to end." in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(toy_home) == before


def test_status(home: Path, tmp_path: Path, pristine_project: Path, tributary: Tributary) -> None:
    """What is published; then that a file is missing; then, elsewhere, that nothing is published."""
    assert tributary("status", "--home", home, project=pristine_project).returncode == 0
    (home / "published" / "current" / "parquet" / "levy" / "headline.parquet").unlink()
    assert tributary("status", "--home", home, project=pristine_project).returncode == 1
    nothing = tributary("status", "--home", tmp_path / "nowhere", project=pristine_project)
    assert nothing.returncode == 3
    assert "Run `tributary refresh` first" in nothing.stdout
