"""`tributary status`: the published version, its inputs and its age."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from orchestration.cli.figures import console, headline_table, supply_table
from orchestration.release.publish import read_manifest
from orchestration.release.run_state import last_check
from orchestration.release.versions import current_build, published_damage, withdrawals
from orchestration.runtime.paths import Home
from sources.errors import BadInput

#: The number of withdrawals shown; `tributary versions` shows all.
SHOWN_WITHDRAWALS: Final = 3


def status(home_argument: Path | None) -> int:
    """Print it; 0, or 3 when nothing is published, or 1 when the published version is damaged."""
    home = Home.find(home_argument)
    out = console()
    manifest, current = read_manifest(home), current_build(home)
    if damaged := published_damage(home):
        out.print(
            f"Version {current}, the current version, is damaged: {damaged}. `tributary refresh` publishes a new one; "
            "`tributary rollback` goes back to the previous one.",
            style="red", highlight=False, soft_wrap=True,
        )  # fmt: skip
        return 1
    if manifest is None:
        nothing = f"Nothing is published in {home.published}. Run `tributary refresh` first."
        out.print(nothing, markup=False, highlight=False, soft_wrap=True)
        return 3
    run = manifest["runs"][-1]
    published_at = datetime.fromisoformat(manifest["published_at"])
    lines = {
        "build": manifest["build_id"],
        "published": f"{published_at:%Y-%m-%d %H:%M} UTC, {_age(datetime.now(UTC) - published_at)} ago",
        "filings from": run["edgar"],
        "newest filing": f"{run['newest_filing']}, accepted {str(run['newest_filing_at'])[:16].replace('T', ' ')} UTC",
        "read": f"{run['document_count']:,} documents, {run['fact_count']:,} facts, {run['company_count']} companies",
        "code": f"{manifest['tributary_version']}, commit {manifest['git_commit'] or 'unknown'}",
        "rows": ", ".join(f"{name} {rows:,}" for name, rows in manifest["row_counts"].items()),
        "file": str(home.published_file),
    }
    for name, text in lines.items():
        out.print(f"{name:>14}  {text}", markup=False, highlight=False, soft_wrap=True)
    if check := last_check(home):
        text = f"{check.at[:16].replace('T', ' ')} UTC: {check.outcome}{': ' if check.message else ''}{check.message}"
        out.print(f"{'last refresh':>14}  {text.splitlines()[0]}", markup=False, highlight=False, soft_wrap=True)
    try:
        taken_back = withdrawals(home)
    except BadInput as fault:
        out.print(str(fault), style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    for one in taken_back[-SHOWN_WITHDRAWALS:]:
        line = f"{one.build_id} on {one.withdrawn_at[:16].replace('T', ' ')} UTC, going back to {one.went_back_to}"
        out.print(f"{'withdrawn':>14}  {line}", markup=False, highlight=False, soft_wrap=True)
    out.print(headline_table(home.published_file), supply_table(home.published_file))
    return 0


def _age(age: object) -> str:
    """A timedelta without its seconds' fractions."""
    return str(age).split(".", maxsplit=1)[0]
