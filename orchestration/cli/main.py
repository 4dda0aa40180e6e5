"""The command `tributary`. Belongs here: commands, their options and help. Each one's work is in a module of its own,
imported when it runs, so that `tributary --help` and `tributary extract` load neither Dagster nor dbt.

Exit status: 0 done (also when nothing was new) · 1 an input or a check failed, nothing was published · 2 wrong usage ·
3 nothing is published yet (status, versions, rollback, report, app) · 4 another refresh is at work · 5 the marts are
published, and what comes after (report, Postgres copy) was not done · 6 the extra that the command needs is not
installed (app).
"""

from __future__ import annotations

import errno
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from sources.errors import BadInput

#: What a person mends on the disk, whatever the command.
_OF_THE_DISK: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EIO})

app = typer.Typer(
    help="What access to the Chinese AI-chip market costs, who bears it, and how long until China can do without: "
    "a data warehouse that answers with evidence.",
    epilog="Exit status: 0 done, also when nothing was new; 1 an input or a check failed and nothing was published; "
    "2 wrong usage; 3 nothing is published yet; 4 another refresh is at work; 5 the marts are published, and what "
    "comes after (report, Postgres copy) was not done; 6 the extra that the command needs is not installed.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
snapshot_app = typer.Typer(
    help="The committed extraction of real filings that lets everything run offline.", no_args_is_help=True
)
app.add_typer(snapshot_app, name="snapshot")

quarantine_app = typer.Typer(
    help="Filings and facts that are set aside because something is wrong with them; the rest goes on.",
    no_args_is_help=True,
)
app.add_typer(quarantine_app, name="quarantine")

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Folder for all that is written. Default: TRIBUTARY_HOME, else data/ of the project.",
        file_okay=False,
    ),
]


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
    """Bring in filings, build and test the marts, publish them. Does nothing, and says so, when nothing is new.

    Models whose code and inputs are as in the last build are taken over from it.
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
    """Ask for filings again, whatever is known of them, and refresh: of companies, of a range of days, or all.

    What has the same bytes is neither fetched nor read twice, so a backfill that was stopped may be started again.
    """
    from orchestration.cli.backfill import backfill as run

    raise typer.Exit(run(home, edgar, company or [], since and since.date(), until and until.date()))


@app.command()
def status(home: HomeOption = None) -> None:
    """Tell what is published, from what, and how old it is."""
    from orchestration.cli.status import status as run

    raise typer.Exit(run(home))


@app.command()
def versions(home: HomeOption = None) -> None:
    """List the versions that are kept, the newest first: what is current, what was withdrawn."""
    from orchestration.cli.versions import list_versions

    raise typer.Exit(list_versions(home))


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
    """Send readers to an earlier version. What is withdrawn is not published again unless something is new."""
    from orchestration.cli.versions import rollback as run

    raise typer.Exit(run(home, build))


@app.command()
def recover(home: HomeOption = None) -> None:
    """Clear up after a run that was killed. Every refresh begins with it; services do it before they start."""
    from orchestration.cli.versions import recover as run

    raise typer.Exit(run(home))


@app.command()
def report(home: HomeOption = None) -> None:
    """Write the report of the published version anew: a page for people, `published/report/index.html`."""
    from orchestration.cli.report import report as run

    raise typer.Exit(run(home))


@app.command()
def checks(home: HomeOption = None) -> None:
    """Tell what the gates found in the last run: what was not met, with rows and query. Also after a failed refresh."""
    from orchestration.cli.checks import checks as run

    raise typer.Exit(run(home))


@app.command()
def dictionary(
    out: Annotated[
        Path | None, typer.Option(help="A file, .md or .html. Default: standard output, as Markdown.", dir_okay=False)
    ] = None,
    home: HomeOption = None,
) -> None:
    """Write the data dictionary of what is published: types, units, meanings, examples, lineage, checks."""
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
    """Make a Postgres database a copy of what is published, in one transaction: tables, keys, comments."""
    from orchestration.cli.serve_postgres import serve_postgres as run

    raise typer.Exit(run(home, dsn, force=force))


@app.command()
def metrics(
    names: Annotated[str, typer.Argument(help="Metrics, with commas between, such as levy_due.", metavar="METRICS")],
    by: Annotated[str, typer.Option(help="Dimensions, with commas between, such as levy_due_row__ticker.")] = "",
    home: HomeOption = None,
) -> None:
    """Ask MetricFlow for metrics of what is published, as CSV."""
    from orchestration.cli.metrics import metrics as run

    raise typer.Exit(run(home, names, by))


@quarantine_app.command("list")
def quarantine_list(home: HomeOption = None) -> None:
    """List what is set aside, with the reason."""
    from orchestration.cli.quarantine import list_items

    raise typer.Exit(list_items(home))


@quarantine_app.command("show")
def quarantine_show(
    names: Annotated[list[str], typer.Argument(help="Ids or accessions, as listed.", metavar="ID...")],
    home: HomeOption = None,
) -> None:
    """Show all that is known of things that are set aside."""
    from orchestration.cli.quarantine import show

    raise typer.Exit(show(home, names))


@quarantine_app.command("retry")
def quarantine_retry(
    names: Annotated[
        list[str] | None, typer.Argument(help="Ids or accessions, as listed. Default: all.", metavar="[ID...]")
    ] = None,
    edgar: Annotated[str | None, typer.Option(help="Where filings come from. Default: where these came from.")] = None,
    home: HomeOption = None,
) -> None:
    """Read things that are set aside anew and refresh: what was mended where it comes from is used again."""
    from orchestration.cli.quarantine import retry

    raise typer.Exit(retry(home, edgar, names or []))


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
    """Show how a published number came about: formula, facts, filings, rules, what was not chosen, every version."""
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
    """Make the snapshot anew from everything in a mirror folder."""
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


def main() -> None:
    """Entry point of the command; a fault in a file or of the disk is told in a line."""
    try:
        app()
    except BadInput as fault:
        told = str(fault)
    except OSError as fault:
        if fault.errno not in _OF_THE_DISK:
            raise
        told = f"{fault.filename or 'The disk'}: {fault.strerror}. Mend that, then try again."
    else:
        return
    sys.stderr.write(told + "\n")
    sys.exit(1)
