"""The commands of `tributary quarantine`, their options and help."""

from __future__ import annotations

from typing import Annotated

import typer

from orchestration.cli.options import HomeOption

quarantine_app = typer.Typer(
    help="Filings and facts that are quarantined because they failed a check; all others are used.",
    no_args_is_help=True,
)


@quarantine_app.command("list")
def quarantine_list(home: HomeOption = None) -> None:
    """List quarantined filings and facts, with the reason."""
    from orchestration.cli.quarantine import list_items

    raise typer.Exit(list_items(home))


@quarantine_app.command("show")
def quarantine_show(
    names: Annotated[list[str], typer.Argument(help="Ids or accessions, as listed.", metavar="ID...")],
    home: HomeOption = None,
) -> None:
    """Show all details of quarantined items."""
    from orchestration.cli.quarantine import show

    raise typer.Exit(show(home, names))


@quarantine_app.command("retry")
def quarantine_retry(
    names: Annotated[
        list[str] | None, typer.Argument(help="Ids or accessions, as listed. Default: all.", metavar="[ID...]")
    ] = None,
    edgar: Annotated[str | None, typer.Option(help="Where filings come from. Default: their origin.")] = None,
    home: HomeOption = None,
) -> None:
    """Fetch and read quarantined items again, and refresh: items that were fixed at their origin are used again."""
    from orchestration.cli.quarantine import retry

    raise typer.Exit(retry(home, edgar, names or []))
