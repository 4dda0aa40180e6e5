"""Times of acceptance that are listed on the New York clock become UTC, filer by filer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from sources.edgar.api.acceptance import correct_acceptance
from sources.edgar.company_tables import build_company
from sources.edgar.http.client import open_origin
from sources.edgar.http.raw_store import RawStore
from sources.edgar.landing import land_company
from sources.edgar.schemas import FILINGS, frame
from tests.support.mirror import CIK, Filing, Mirror, arrays, submissions

#: Accepted at 7:30, when EDGAR is closed if this is UTC.
EASTERN = ("2025-04-30T07:30:32", "2025-04-30", "8-K")
#: Accepted at 1:30 in the night if this is New York.
IN_UTC = ("2025-03-06T01:30:00", "2025-03-05", "4")
#: Possible on both clocks.
EITHER = ("2025-05-01T16:21:59", "2025-05-01", "10-Q")


def corrected(*rows: tuple[str, str, str], prefix: str = "0000000042") -> list[str]:
    """The times of acceptance of a filer with these rows (time, day of filing, form), without the date's century."""
    table = [
        {
            "cik": CIK,
            "accession": f"{prefix}-25-{n:06}",
            "form": form,
            "filed": datetime.fromisoformat(filed).date(),
            "accepted_at": datetime.fromisoformat(listed).replace(tzinfo=UTC),
        }
        for n, (listed, filed, form) in enumerate(rows)
    ]
    found = correct_acceptance(frame(table, FILINGS))
    again = correct_acceptance(found)
    assert found.equals(again)
    as_listed = found.select(pl.coalesce("accepted_at_as_listed", "accepted_at")).to_series()
    assert as_listed.to_list() == [row["accepted_at"] for row in table]
    return found["accepted_at"].dt.to_string("%m-%d %H:%M").to_list()


def test_one_row_that_is_impossible_as_utc_corrects_its_filer() -> None:
    assert corrected(EITHER, EASTERN) == ["05-01 20:21", "04-30 11:30"]


def test_winter_time() -> None:
    assert corrected(("2025-01-15T06:01:00", "2025-01-15", "8-K")) == ["01-15 11:01"]


def test_a_day_of_filing_after_the_hour_that_is_only_late_in_new_york_is_evidence() -> None:
    """18:05 in New York has the next business day's date; 14:05 does not."""
    assert corrected(("2025-05-02T18:05:00", "2025-05-05", "8-K"), EITHER) == ["05-02 22:05", "05-01 20:21"]


def test_rows_that_are_right_stay() -> None:
    late_in_utc = ("2025-02-26T21:48:00", "2025-02-26", "10-K")
    assert corrected(EITHER) == ["05-01 16:21"]
    assert corrected(EITHER, IN_UTC, late_in_utc) == ["05-01 16:21", "03-06 01:30", "02-26 21:48"]


def test_some_rows_of_a_filer_are_right_and_some_wrong() -> None:
    before, after = ("2025-05-01T16:21:59", "2025-05-01", "10-Q"), ("2024-02-01T15:00:00", "2024-02-01", "8-K")
    utc_years, eastern_days = [IN_UTC] * 3, [EASTERN] * 3
    assert corrected(*utc_years, after, *eastern_days, before) == [
        *["03-06 01:30"] * 3, "02-01 15:00", *["04-30 11:30"] * 3, "05-01 20:21",
    ]  # fmt: skip


def test_what_the_sec_enters_at_night_and_days_without_a_time_are_no_evidence() -> None:
    effect, midnight = ("2025-04-10T07:15:00", "2025-04-09", "EFFECT"), ("2001-03-07T05:00:00", "2001-03-07", "10-K")
    assert corrected(effect, prefix="9999999995") == ["04-10 07:15"]
    assert corrected(EITHER, midnight) == ["05-01 16:21", "03-07 05:00"]


def test_evidence_in_an_older_page_counts_for_the_whole_filer(tmp_path: Path) -> None:
    """Landing and tables read all pages together, and facts have the corrected time."""
    mirror, page = Mirror(tmp_path / "edgar"), f"CIK{CIK}-submissions-001.json"
    recent, older = (Filing(f"0000000042-25-{n:06}", filed=f"2025-05-0{n}") for n in (1, 2))
    main = submissions([recent], pages=[page]).replace(b"T20:01:02", b"T16:21:59")
    mirror.put_submissions(main)
    text = str(arrays([older])).replace("'", '"').replace("T20:01:02", "T07:30:32")
    mirror.put(f"data.sec.gov/submissions/{page}", text.encode())
    store = RawStore(tmp_path / "raw")
    with open_origin(str(mirror.root)) as origin:
        landing = land_company(CIK, origin, store).table
    hours = landing.filter(kind="document").sort("filed")["accepted_at"].dt.hour().to_list()
    assert hours == [20, 11]
    build_company(CIK, store, tmp_path / "facts")
    filings = pl.read_parquet(tmp_path / "facts" / CIK / "filings.parquet").sort("filed")
    assert filings["accepted_at"].dt.hour().to_list() == [20, 11]
    assert filings["accepted_at_as_listed"].dt.hour().to_list() == [16, 7]
