"""Write the report of the published version, atomically.

    published/versions/<build id>/report/   index.html, dictionary.html, charts/<figure>.svg and .png, report.json
    published/report                        → current/report, created once: it follows the current version

The report belongs to its version and is removed with it. It is written to a temporary folder, synchronised to disk, and
renamed. When the report fails, the marts stay published without one. Its text is written for every version; a chart is
drawn only when its data has changed (`chart_cache`).

There is a report where the dbt project has the exposure `report`, which names the marts that it reads.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock

from orchestration.release.publish import READ_ONLY, link_through_current, read_manifest, sync
from orchestration.report.fault import NoReport, ReportFault
from orchestration.runtime.paths import Home
from orchestration.warehouse import dbt

#: Maximal size of all pages, in bytes.
LIMIT_BYTES: Final = 3_000_000
NAME: Final = "report"


@dataclass(frozen=True)
class Written:
    """The result: what was written, or found."""

    page: Path
    build_id: str
    is_new: bool
    page_bytes: int
    chart_count: int
    #: Names of the figures whose charts were drawn; the others were reused.
    drawn: tuple[str, ...] = ()


def write_report(home: Home, *, anew: bool = False) -> Written:
    """Write the report of the published version if it is missing; with `anew` always.

    Raises ReportFault, one line, when nothing is published or the page cannot be made; what was there stays. Raises
    NoReport when the dbt project has no exposure `report`.
    """
    manifest = read_manifest(home)
    if manifest is None:
        raise ReportFault(f"Nothing is published in {home.published}. Run `tributary refresh` first.")
    version = home.published / "versions" / manifest["build_id"]
    if not (version / "tributary.duckdb").is_file():
        raise ReportFault(f"{version} has no tributary.duckdb. Run `tributary refresh --force`.")
    place = version / NAME
    home.build.mkdir(parents=True, exist_ok=True)
    with FileLock(home.build / "report.lock"):  # a shell and Dagster may write at the same time
        record = None if anew else _record(place)
        is_new = record is None
        drawn: tuple[str, ...] = ()
        if record is None:
            record, drawn = _make(home, version, place, manifest)
        link_through_current(home.published, NAME)
    page = home.published / NAME / "index.html"
    return Written(page, manifest["build_id"], is_new, record["page_bytes"], record["charts"], drawn)


def _record(place: Path) -> dict[str, int] | None:
    """The record of a finished report; None where there is no report."""
    if not (place / "index.html").is_file():
        return None
    try:
        record: dict[str, int] = json.loads((place / "report.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return record


def _make(
    home: Home, version: Path, place: Path, manifest: dict[str, object]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Write the report; returns its record, and the figures whose charts were drawn."""
    project = dbt.ensure_manifest(home)
    if all(exposure["name"] != NAME for exposure in dbt.read_manifest(project)["exposures"].values()):
        raise NoReport(f"There is no report of {home.dbt_project}: the dbt project has no exposure `{NAME}`.")
    from orchestration.report.chart_cache import draw_all
    from orchestration.report.page import PAGES, Edition
    from orchestration.report.queries import ask_all

    answers = ask_all(version / "tributary.duckdb")
    drawings, drawn = draw_all(answers, home.build / "charts")
    edition = Edition(answers, drawings, version / "tributary.duckdb", manifest, project)
    stage = version / f".{NAME}"
    shutil.rmtree(stage, ignore_errors=True)
    (stage / "charts").mkdir(parents=True)
    for name, drawing in drawings.items():
        if drawing is not None:
            (stage / "charts" / f"{name}.svg").write_text(drawing.svg, encoding="utf-8")
            (stage / "charts" / f"{name}.png").write_bytes(drawing.png)
    for page in PAGES:
        (stage / page.file).write_text(page.render(edition), encoding="utf-8")
    record = {
        "page_bytes": sum((stage / page.file).stat().st_size for page in PAGES),
        "charts": sum(drawing is not None for drawing in drawings.values()),
    }
    if record["page_bytes"] > LIMIT_BYTES:
        raise ReportFault(
            f"The report's pages weigh {record['page_bytes'] / 1e6:.1f} MB, more than {LIMIT_BYTES / 1e6:.0f} MB: show "
            "fewer rows in the tables under orchestration/report/sql."
        )
    (stage / "report.json").write_text(
        json.dumps({"build_id": manifest["build_id"], **record}) + "\n", encoding="utf-8"
    )
    for path in (*stage.rglob("*"), stage):
        if path.is_file():
            path.chmod(READ_ONLY)
        sync(path)
    _put_in_place(stage, place)
    return record, drawn


def _put_in_place(stage: Path, place: Path) -> None:
    """Replace the old folder by the new one; a rename cannot replace a folder that is not empty."""
    old = place.with_name(f".{NAME}-old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    stage.rename(place)
    sync(place.parent)
    shutil.rmtree(old, ignore_errors=True)
