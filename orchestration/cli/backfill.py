"""`tributary backfill`: fetch filings again, also when they are cached, then refresh."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from orchestration.cli.figures import console
from orchestration.cli.origin import named_origin
from orchestration.cli.refresh import FAILED, refresh
from orchestration.runtime.paths import REFERENCE
from orchestration.warehouse.fingerprint import SNAPSHOT_WORD
from orchestration.warehouse.ingest import Backfill
from sources.reference import ReferenceFaults, load_reference


def backfill(
    home_argument: Path | None, edgar_argument: str | None, tickers: list[str], since: date | None, until: date | None
) -> int:
    """Refresh with these filings fetched again; the exit status of the refresh, or 1 for invalid arguments."""
    fault = _fault(named_origin(edgar_argument), tickers, since, until)
    if fault:
        console(stderr=True).print(fault, style="red", markup=False, highlight=False, soft_wrap=True)
        return FAILED
    chosen = Backfill(frozenset(ticker.upper() for ticker in tickers), since, until)
    return refresh(edgar_argument, home_argument, force=False, backfill=chosen)


def _fault(edgar: str, tickers: list[str], since: date | None, until: date | None) -> str | None:
    """The problem with the arguments, in one line; None when they are valid."""
    if edgar == SNAPSHOT_WORD:
        return "The snapshot has nothing to fetch again. Give a mirror or an address with --edgar."
    if since and until and since > until:
        return f"--since {since} is after --until {until}. Exchange the two."
    try:
        watched = load_reference(REFERENCE)["companies"]["ticker"].to_list()
    except ReferenceFaults as fault:
        return str(fault)
    strangers = [ticker for ticker in tickers if ticker.upper() not in watched]
    if strangers:
        return (
            f"Not watched: {', '.join(strangers)}. Companies are {', '.join(watched)} (data/reference/companies.csv)."
        )
    return None
