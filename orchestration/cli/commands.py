"""The commands of `tributary`, their options and help. The work of each command is in its own module.

Exit status: 0 done (also when nothing was new) · 1 an input or a check failed, nothing was published · 2 wrong usage ·
3 nothing is published yet (status, versions, rollback, report, app) · 4 another refresh is running · 5 the marts are
published, but a later step (report, Postgres copy) failed · 6 the extra that the command needs is not installed (app) ·
7 the marts are published, or nothing was new, but something was newly quarantined, or the landing left something out.
Of several, the first of 1, 5 and 7.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.options import HomeOption
from orchestration.cli.quarantine_commands import quarantine_app

app = typer.Typer(
    help="What access to the Chinese AI-chip market costs, who bears it, and how long until China can do without: "
    "a data warehouse that answers with evidence.",
    epilog="Exit status: 0 done, also when nothing was new; 1 an input or a check failed and nothing was published; "
    "2 wrong usage; 3 nothing is published yet; 4 another refresh is running; 5 the marts are published, but a "
    "later step (report, Postgres copy) failed; 6 the extra that the command needs is not installed; 7 the marts are "
    "published, or nothing was new, but something was newly quarantined, or the landing left something out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
snapshot_app = typer.Typer(
    help="The committed extraction of real filings that lets everything run offline.", no_args_is_help=True
)
app.add_typer(snapshot_app, name="snapshot")

app.add_typer(quarantine_app, name="quarantine")


@app.command()
def refresh(
    edgar: Annotated[
        str | None,
        typer.Option(
            help="Where filings come from: `snapshot`, a mirror folder, or a base address (`live` is sec.gov). "
            "Default: TRIBUTARY_EDGAR, else the snapshot."
        ),
    ] = None,
    home: HomeOption = None,
    force: Annotated[bool, typer.Option("--force", help="Build and publish even when nothing is new.")] = False,
    full: Annotated[
        bool,
        typer.Option("--full", help="Build every model, also those whose code and inputs have not changed. Publishes."),
    ] = False,
) -> None:
    """Fetch filings, build and test the marts, publish them. Does nothing when nothing is new.

    Models with unchanged code and inputs are reused from the last build.
    """
    from orchestration.cli.refresh import refresh as run

    raise typer.Exit(run(edgar, home, force=force, full=full))


@app.command()
def backfill(
    company: Annotated[
        list[str] | None,
        typer.Option(help="Ticker of a watched company; may be given again. Default: all.", metavar="TICKER"),
    ] = None,
    since: Annotated[datetime | None, typer.Option(help="First day of filing.", formats=["%Y-%m-%d"])] = None,
    until: Annotated[datetime | None, typer.Option(help="Last day of filing.", formats=["%Y-%m-%d"])] = None,
    edgar: Annotated[str | None, typer.Option(help="Where filings come from, as for refresh.")] = None,
    home: HomeOption = None,
) -> None:
    """Fetch filings again, also when they are cached, and refresh: of companies, of a range of days, or all.

    Unchanged files are not read again, so an interrupted backfill may be started again.
    """
    from orchestration.cli.backfill import backfill as run

    raise typer.Exit(run(home, edgar, company or [], since and since.date(), until and until.date()))


@app.command()
def status(home: HomeOption = None) -> None:
    """Show the published version, its inputs and its age."""
    from orchestration.cli.status import status as run

    raise typer.Exit(run(home))


@app.command()
def versions(home: HomeOption = None) -> None:
    """List the versions that are kept, the newest first: which is current, which were withdrawn."""
    from orchestration.cli.versions import list_versions

    raise typer.Exit(list_versions(home))


@app.command()
def diff(
    before: Annotated[
        str | None,
        typer.Argument(
            help="A version as `tributary versions` lists it, or its beginning. Default: after a refresh that was "
            "stopped, the published version, compared with that build; else the version before the published one.",
            metavar="[VERSION]",
        ),
    ] = None,
    after: Annotated[
        str | None,
        typer.Argument(
            help="A version, or `build`: the last build, published or not. Default: the published version.",
            metavar="[VERSION]",
        ),
    ] = None,
    table: Annotated[str | None, typer.Option(help="Show the rows of this table that differ.", metavar="TABLE")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: HomeOption = None,
) -> None:
    """Compare two versions: headline figures that moved, because of which input, and rows by table.

    Also prints the rows of data/reference/accepted_changes.csv that a stopped build needs.
    """
    from orchestration.cli.diff import diff as run

    raise typer.Exit(run(home, before, after, table, as_json=as_json))


@app.command()
def rollback(
    build: Annotated[
        str | None,
        typer.Argument(
            help="As `tributary versions` lists it. Default: the one before the current.", metavar="[BUILD]"
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Go back to an earlier version. A withdrawn version is not published again unless something is new."""
    from orchestration.cli.versions import rollback as run

    raise typer.Exit(run(home, build))


@app.command()
def recover(home: HomeOption = None) -> None:
    """Recover from a killed run. Every refresh starts with this; services run it before they start."""
    from orchestration.cli.versions import recover as run

    raise typer.Exit(run(home))


@app.command()
def report(home: HomeOption = None) -> None:
    """Write the report of the published version again: `published/report/index.html`."""
    from orchestration.cli.report import report as run

    raise typer.Exit(run(home))


@app.command()
def checks(home: HomeOption = None) -> None:
    """Show failed quality checks of the last run, with rows and query. Also after a failed refresh."""
    from orchestration.cli.checks import checks as run

    raise typer.Exit(run(home))


@app.command()
def dictionary(
    out: Annotated[
        Path | None, typer.Option(help="A file, .md or .html. Default: standard output, as Markdown.", dir_okay=False)
    ] = None,
    home: HomeOption = None,
) -> None:
    """Write the data dictionary of the published version: types, units, meanings, examples, lineage, checks."""
    from orchestration.cli.dictionary import dictionary as run

    raise typer.Exit(run(home, out))


@app.command("serve-postgres")
def serve_postgres(
    dsn: Annotated[
        str | None,
        typer.Option(help="Database, as postgresql://user@host/name. Default: TRIBUTARY_POSTGRES_DSN.", metavar="DSN"),
    ] = None,
    home: HomeOption = None,
    force: Annotated[bool, typer.Option("--force", help="Copy even when the copy is up to date.")] = False,
) -> None:
    """Copy the published version to a Postgres database, in one transaction: tables, keys, comments."""
    from orchestration.cli.serve_postgres import serve_postgres as run

    raise typer.Exit(run(home, dsn, force=force))


@app.command()
def metrics(
    names: Annotated[str, typer.Argument(help="Metrics, with commas between, such as levy_due.", metavar="METRICS")],
    by: Annotated[str, typer.Option(help="Dimensions, with commas between, such as levy_due_row__ticker.")] = "",
    home: HomeOption = None,
) -> None:
    """Query MetricFlow for metrics of the published version, as CSV."""
    from orchestration.cli.metrics import metrics as run

    raise typer.Exit(run(home, names, by))


@app.command()
def explain(
    table: Annotated[str, typer.Argument(help="Published table, such as levy.levy_due.", metavar="TABLE")],
    where: Annotated[
        str,
        typer.Option(help="A SQL condition that one row meets, such as \"ticker='NVDA' and fiscal_year=2025\"."),
    ],
    column: Annotated[str | None, typer.Option(help="The number to explain. Default: the table's own.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with every fact that was not chosen.")] = False,
    home: HomeOption = None,
) -> None:
    """Explain a published number: formula, facts, filings, rules, facts that were not chosen, every version."""
    from orchestration.cli.explain import explain_number as run

    raise typer.Exit(run(home, table, where, column, as_json=as_json))


@app.command()
def extract(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Filings (.htm, .xml), companyfacts or submissions (.json), of any company.", metavar="FILE..."
        ),
    ],
    format: Annotated[  # the option's name
        str | None,
        typer.Option(
            "--format",
            help="parquet, csv or json. Default: by the suffix of --out, else csv.",
            metavar="parquet|csv|json",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A file for all, or a folder for one file each. Default: standard output.")
    ] = None,
) -> None:
    """Convert any filing to a table of facts: every numeric fact with its context, and the dei facts."""
    from orchestration.cli.extract import extract as run

    raise typer.Exit(run(files, format, out))


@snapshot_app.command("build")
def snapshot_build(
    edgar: Annotated[Path, typer.Option(help="Mirror folder: host names, then URL paths.", file_okay=False)],
    out: Annotated[
        Path | None, typer.Option(help="Folder to write. Default: the project's data/snapshot.", file_okay=False)
    ] = None,
) -> None:
    """Build the snapshot from a mirror folder."""
    from orchestration.cli.snapshot import build
    from orchestration.runtime.paths import SNAPSHOT

    raise typer.Exit(build(edgar, out or SNAPSHOT))


@app.command(name="app")
def what_if_app(
    home: HomeOption = None,
    port: Annotated[int, typer.Option(help="Port on this machine.", min=1024, max=65535)] = 8501,
) -> None:
    """Open the what-if app on this machine (http://127.0.0.1:8501): other rates, bases and ranges. Needs `make app`."""
    from orchestration.cli.app import app as run

    raise typer.Exit(run(home, port))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def dev(context: typer.Context, home: HomeOption = None) -> None:
    """Open Dagster's web interface on this machine (http://127.0.0.1:3000). Further options go to `dagster dev`."""
    from orchestration.cli.dev import dev as run

    raise typer.Exit(run(home, context.args))


@app.command("dbt", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run_dbt(context: typer.Context, home: HomeOption = None) -> None:
    """Run dbt on a copy of the last build: `tributary dbt build -s levy_due+`, `tributary dbt docs generate`.

    With a selection of sources, leave out the tests of the landing checkpoint: `--exclude path:tests/landing`.
    dbt's own help: `tributary dbt -- build --help`.
    """
    from orchestration.cli.dbt import dbt as run

    raise typer.Exit(run(home, context.args))
