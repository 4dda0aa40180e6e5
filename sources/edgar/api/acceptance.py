"""Times of acceptance that EDGAR lists on the New York clock, although their `Z` says UTC: found and corrected.

EDGAR accepts filings from 6:00 to 22:00 in New York, and a report accepted after 17:30 has a later day as its date of
filing (Regulation S-T, rules 12 and 13). A time that breaks these rules as UTC and keeps them in New York is evidence
for the New York clock, the reverse is evidence for UTC. Papers and notices that the SEC itself enters, at any hour, are
no evidence; nor is midnight, which means a day without a time.
"""

from __future__ import annotations

from datetime import time
from typing import Final

import polars as pl

from sources.edgar.schemas import FILINGS

_NEW_YORK: Final = "America/New_York"
#: When EDGAR is open, and until when a report has the day's date, each with a tolerance.
_OPENS, _CLOSES = time(5, 45), time(22, 15)
_STILL_TODAY, _NOT_TODAY = time(17, 25), time(17, 35)
#: Days after its acceptance that a report may have as its date, over a weekend with a holiday.
_MOST_DAYS: Final = 5
#: So many rows with evidence decide together on which clock a row without is read.
_AROUND: Final = 5
#: Accession numbers of what the SEC enters itself.
_OF_THE_SEC: Final = "^(9999999|0000000000)"
#: Forms that have the date of the next business day when they come after 17:30 (others, as Form 4, do not).
_REPORTS: Final = r"^(10-KT?|10-QT?|20-F|40-F|8-K|6-K)(/A)?$"


def correct_acceptance(filings: pl.DataFrame) -> pl.DataFrame:
    """FILINGS with times of acceptance in UTC; `accepted_at_as_listed` has EDGAR's time where it was corrected.

    Decides for each filer by its own rows. A row with evidence is what it is evidence for. One without is read on the
    clock of the rows with evidence around it, in order of filing, before and after it; where these differ, as listed.
    So a filer with evidence for one clock only is read on that clock. The result depends on the rows and not on
    corrections made before: it may be called again with more of a filer's rows.
    """
    listed = pl.coalesce("accepted_at_as_listed", "accepted_at")
    corrected = listed.dt.replace_time_zone(None).dt.replace_time_zone(
        _NEW_YORK, ambiguous="earliest", non_existent="null"
    )
    rows = filings.with_columns(_listed=listed, _row=pl.int_range(pl.len())).sort("cik", "filed", "_listed", "_row")
    rows = rows.with_columns(_is_eastern=_evidence(pl.col("_listed")))
    clocks = _clocks(rows).select("_row", "_clock")
    rows = rows.join(clocks, on="_row", how="left", maintain_order="left")
    before, after = (fill.over("cik") for fill in (pl.col("_clock").forward_fill(), pl.col("_clock").backward_fill()))
    around = pl.coalesce(before, after) & pl.coalesce(after, before)
    rows = rows.with_columns(_is_eastern=pl.coalesce("_is_eastern", around))
    in_utc = corrected.dt.convert_time_zone("UTC")
    is_corrected = pl.col("_is_eastern").fill_null(value=False) & in_utc.is_not_null()
    return (
        rows.with_columns(
            accepted_at=pl.when(is_corrected).then(in_utc).otherwise(pl.col("_listed")),
            accepted_at_as_listed=pl.when(is_corrected).then(pl.col("_listed")),
        )
        .sort("_row")
        .select(list(FILINGS))
    )


def _clocks(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with evidence, and in `_clock` what most of the nearest _AROUND of them show: true for New York.

    On the day of an outage, EDGAR gives reports accepted after 17:30 that day's date, so one row alone may mislead.
    """
    shown = rows.filter(pl.col("_is_eastern").is_not_null())
    share = pl.col("_is_eastern").cast(pl.Float64).rolling_mean(_AROUND, min_samples=1, center=True).over("cik")
    return shown.with_columns(_clock=pl.when(share == 0.5).then(pl.col("_is_eastern")).otherwise(share > 0.5))


def _evidence(listed: pl.Expr) -> pl.Expr:
    """Whether a row shows the New York clock (true) or UTC (false); null when it shows neither."""
    if_utc = listed.dt.convert_time_zone(_NEW_YORK).dt.replace_time_zone(None)
    if_eastern = listed.dt.replace_time_zone(None)
    is_open_if_utc, is_open_if_eastern = (one.dt.time().is_between(_OPENS, _CLOSES) for one in (if_utc, if_eastern))
    days_later = (pl.col("filed") - if_eastern.dt.date()).dt.total_days()
    is_late_if_eastern_only = (
        is_open_if_utc & is_open_if_eastern & (if_eastern.dt.time() > _NOT_TODAY) & (if_utc.dt.time() < _STILL_TODAY)
    )
    is_report = pl.col("form").str.contains(_REPORTS)
    shows_eastern = (is_open_if_eastern & ~is_open_if_utc) | (
        is_late_if_eastern_only & days_later.is_between(1, _MOST_DAYS)
    )
    shows_utc = (is_open_if_utc & ~is_open_if_eastern) | (is_late_if_eastern_only & (days_later == 0) & is_report)
    is_midnight = (if_utc.dt.time() == time(0)) | (if_eastern.dt.time() == time(0))
    is_no_evidence = pl.col("accession").str.contains(_OF_THE_SEC) | is_midnight
    return pl.when(~is_no_evidence & shows_eastern).then(True).when(~is_no_evidence & shows_utc).then(False)
