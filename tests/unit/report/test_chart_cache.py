"""Charts are drawn again only when their data has changed; the cache never changes a report."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from orchestration.report import chart_cache
from orchestration.report.chart_cache import Drawing, draw_all
from orchestration.report.figures import FIGURES
from orchestration.report.queries import Answer, Answers
from tests.unit.report.test_drawing import QUARTER, frame

CLAIMS, QUARTERS = "article-claims", "china-revenue-by-quarter"
COLUMNS = ["china_revenue_usd", "levy_usd", "units_p50", "fiscal_year", "geography_basis", "verdict", "ticker",
           "claim_id", "stated_value"]  # fmt: skip


def answers(**frames: pl.DataFrame) -> Answers:
    """Answers without a row, but for those that are given."""
    empty = pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))
    queries = {query for figure in FIGURES for query in (figure.query, *figure.beside)}
    return Answers([Answer(query, "", frames.get(query, empty)) for query in sorted(queries)])


def of(*verdicts: str, quarter: dict[str, object] | None = None) -> Answers:
    return answers(
        article_claims=pl.DataFrame({"verdict": verdicts}), china_revenue_by_quarter=frame(QUARTER | (quarter or {}))
    )


@pytest.fixture
def charts(tmp_path: Path) -> Path:
    """A folder with the drawings of two figures; the other figures have nothing to draw."""
    drawings, drawn = draw_all(of("supported"), tmp_path / "charts")
    assert drawn == tuple(figure.name for figure in FIGURES)
    assert {name for name, drawing in drawings.items() if drawing} == {CLAIMS, QUARTERS}
    return tmp_path / "charts"


def from_nothing(given: Answers, folder: Path) -> dict[str, Drawing | None]:
    return draw_all(given, folder / "nothing")[0]


def test_same_rows_are_not_drawn_again(charts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = from_nothing(of("supported"), charts)
    monkeypatch.setattr("orchestration.report.drawing.draw", None)
    assert draw_all(of("supported"), charts) == (before, ())


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        (of("supported", "overstated"), CLAIMS),
        (of("supported", quarter={"derivation": "derived"}), QUARTERS),
        (of("supported", quarter={"ticker": "B"}), QUARTERS),
    ],
)
def test_one_changed_row_draws_its_chart_alone(charts: Path, given: Answers, drawn: str) -> None:
    assert draw_all(given, charts) == (from_nothing(given, charts), (drawn,))
    assert draw_all(given, charts)[1] == ()


def test_another_query_that_a_chart_is_given_counts(charts: Path) -> None:
    stated = pl.DataFrame({"claim_id": ["S014"], "stated_value": [2.0]})
    given = answers(
        article_claims=of("supported")["article_claims"].frame,
        china_revenue_by_quarter=frame({}),
        article_figures=stated,
    )
    assert draw_all(given, charts)[1] == ("levy-by-year",)


def test_when_the_run_began_is_not_drawn(charts: Path) -> None:
    rows = pl.DataFrame({"verdict": ["supported"], "started_at": ["2026-11-27"]})
    given = answers(article_claims=rows, china_revenue_by_quarter=frame({}))
    assert draw_all(given, charts)[1] == ()


def cut(text: bytes) -> bytes:
    return text[: len(text) // 2]


def without_a_line(text: bytes) -> bytes:
    return text.replace(b"\n", b"")


def with_another_letter(text: bytes) -> bytes:
    return text.replace(b"supported", b"supqorted")


def emptied(text: bytes) -> bytes:
    del text
    return b""


def of_other_bytes(text: bytes) -> bytes:
    return b"\xff\x00" + text[::-1]


@pytest.mark.parametrize("damage", [cut, without_a_line, with_another_letter, emptied, of_other_bytes])
def test_a_damaged_file_is_drawn_anew(charts: Path, damage: Callable[[bytes], bytes]) -> None:
    file = charts / f"{CLAIMS}.json"
    before = file.read_bytes()
    file.write_bytes(damage(before))
    assert file.read_bytes() != before
    assert draw_all(of("supported"), charts) == (from_nothing(of("supported"), charts), (CLAIMS,))
    assert file.read_bytes() == before


def test_a_file_that_is_missing_or_cannot_be_written_is_drawn_anew(charts: Path) -> None:
    file = charts / f"{CLAIMS}.json"
    file.unlink()
    assert draw_all(of("supported"), charts)[1] == (CLAIMS,)
    file.unlink()
    file.mkdir()
    for _ in range(2):
        assert draw_all(of("supported"), charts) == (from_nothing(of("supported"), charts), (CLAIMS,))


def test_a_file_of_another_figure_is_not_taken_over(charts: Path) -> None:
    (charts / f"{CLAIMS}.json").write_bytes((charts / f"{QUARTERS}.json").read_bytes())
    assert draw_all(of("supported"), charts)[1] == (CLAIMS,)


def test_other_code_draws_everything(charts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_cache, "_code", lambda: b"other code")
    assert draw_all(of("supported"), charts)[1] == tuple(figure.name for figure in FIGURES)


def test_what_draws_is_loaded_only_to_draw() -> None:
    """A report whose charts are all taken over loads neither Altair nor vl-convert."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys, orchestration.report.page, orchestration.report.build; "
         "print({'altair', 'vl_convert'} & set(sys.modules))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "set()\n"
