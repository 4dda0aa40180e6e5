"""The committed curated tables: where they lie, what they hold, and a copy to damage."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from sources.reference import ReferenceFaults, load_reference

FOLDER = Path(__file__).resolve().parents[3] / "data" / "reference"

#: Takes a file's name, a piece of its text and what to put there; returns the folder.
Edit = Callable[[str, str, str], Path]


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def text_of(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def copy_folder(to: Path) -> Path:
    return Path(shutil.copytree(FOLDER, to / "data" / "reference"))


def faults_of(folder: Path) -> list[str]:
    """What loading the folder complains of."""
    with pytest.raises(ReferenceFaults) as caught:
        load_reference(folder)
    assert str(caught.value).splitlines() == [str(fault) for fault in caught.value.faults]
    return [str(fault) for fault in caught.value.faults]


@pytest.fixture(scope="session")
def reference() -> dict[str, pl.DataFrame]:
    return load_reference(FOLDER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the committed tables that a test may damage."""
    return copy_folder(tmp_path)


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace one piece of text in one file of the copy; the piece must occur exactly once."""

    def replace(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return replace
