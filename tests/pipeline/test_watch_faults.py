"""The sensors' ticks: what is wrong with one company, or one entry of a cursor, ends no tick for the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import pytest
import stamina

from orchestration.defs.alert_sensors import alert_sensors
from orchestration.defs.automation import look
from orchestration.runtime.notify import CHANNELS_VARIABLE, Alert
from orchestration.runtime.paths import REFERENCE, Home
from sources.edgar.http.client import EDGAR_PACE, IDENTITY, RefusedAnswer
from sources.edgar.landing import landing_path
from sources.reference import load_reference
from sources.reference.companies import registrants
from tests.support.edgar_service import EdgarService, edgar_service
from tests.support.mirror import Filing, Mirror, submissions

pytestmark = pytest.mark.integration

#: The first two companies, at whose lists a service that is not reachable is recognised.
*FIRST, OTHER = registrants(load_reference(REFERENCE))["cik"][:3]
ENTRY = {"since": "2026-02-20T20:01:02+00:00", "until": "2026-02-20T20:01:02+00:00", "accessions": []}


@dataclass
class Watched:
    """A service, and what a look at it asks for."""

    mirror: Mirror
    home: Home
    address: str = ""
    refused: set[str] = field(default_factory=set)  # companies whose lists it refuses

    def list(self, *days: str, cik: str = OTHER) -> None:
        """List a 10-Q for each day."""
        filings = [Filing(f"{cik}-26-{day.replace('-', '')[2:]}", "10-Q", day) for day in days]
        self.mirror.put_submissions(submissions(filings, cik), cik)

    def look(self, cursor: str | None = None) -> tuple[list[str], str, str | None]:
        """Days of the filings that are asked for, the lists that could not be read, and the cursor."""
        found = look(self.home, self.address, cursor)
        assert isinstance(found, dg.SensorResult)
        (request,) = found.run_requests or [dg.RunRequest(tags={"tributary/filings": ""})]
        skipped = str(found.skip_reason.skip_message) if found.skip_reason else ""
        days = [text[-6:] for text in request.tags["tributary/filings"].split(", ") if text]
        return days, request.tags.get("tributary/unread_lists", skipped), found.cursor


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    monkeypatch.setenv(IDENTITY, "A Test test@example.org")
    monkeypatch.setattr(EDGAR_PACE, "_interval", 0.0)
    monkeypatch.setattr(EDGAR_PACE, "_ledger", None)
    one = Watched(Mirror(tmp_path / "edgar"), Home(tmp_path / "home"))
    one.mirror.root.mkdir()
    service = EdgarService(
        one.mirror.root, lambda _n, _b, path: "empty" if any(cik in path for cik in one.refused) else None, 10_000
    )
    with edgar_service(service) as one.address, stamina.set_testing(True, attempts=1):
        yield one


def test_refused_lists_of_the_first_companies_stop_no_other(watched: Watched) -> None:
    watched.list("2026-05-20")
    watched.refused = set(FIRST)
    days, unread, _ = watched.look()
    assert days == ["260520"]
    assert unread.count("not what was asked for") == 2


def test_a_service_that_refuses_every_list_fails_the_tick(watched: Watched) -> None:
    for cik in registrants(load_reference(REFERENCE))["cik"]:
        watched.list("2026-05-20", cik=cik)
    watched.refused = {"CIK"}
    with pytest.raises(RefusedAnswer):
        watched.look()


def test_files_of_the_first_companies_that_lead_out_of_a_mirror_folder_stop_no_other(
    watched: Watched, tmp_path: Path
) -> None:
    """A folder is not a service: each of its files is its company's."""
    watched.list("2026-05-20")
    (tmp_path / "elsewhere.json").write_text("{}")
    for cik in FIRST:
        (watched.mirror.root / "data.sec.gov/submissions" / f"CIK{cik}.json").symlink_to(tmp_path / "elsewhere.json")
    watched.address = str(watched.mirror.root)
    days, unread, _ = watched.look()
    assert days == ["260520"]
    assert unread.count("leads out of the mirror") == 2


@pytest.mark.parametrize(
    "body",
    [
        b'{"filings": ',
        b"[]",
        b'{"cik": "1", "filings": {"recent": {"form": 5}}}',
        submissions([Filing("0000000042-26-000001")]).replace(b"MADE UP CORP", b"\\ud800"),
    ],
)
def test_a_bad_list_stops_no_other(watched: Watched, body: bytes) -> None:
    watched.list("2026-05-20")
    watched.mirror.put_submissions(body, FIRST[0])
    days, unread, _ = watched.look()
    assert days == ["260520"]
    assert f"CIK{FIRST[0]}.json" in unread


def test_a_list_with_a_time_before_all_times_stops_no_later_tick(watched: Watched) -> None:
    watched.list("0001-01-02", cik=FIRST[0])
    _, _, cursor = watched.look()
    watched.list("2026-05-20")
    days, unread, _ = watched.look(cursor)
    assert (days, "cannot be read" in unread) == (["260520"], False)


@pytest.mark.parametrize(
    "entry",
    [
        None, 5, "x", [], {}, {"since": "x"}, ENTRY | {"accessions": 5}, ENTRY | {"accessions": [[]]},
        ENTRY | {"until": None}, ENTRY | {"since": "2026-02-20"}, ENTRY | {"until": "0001-01-01T00:00:00+00:00"},
    ],
)  # fmt: skip
def test_a_corrupt_entry_of_the_cursor_loses_no_other(watched: Watched, entry: object) -> None:
    """The other company's is used: what it has seen is not asked for again."""
    watched.list("2026-02-20")
    watched.list("2026-02-20", cik=FIRST[0])
    _, _, cursor = watched.look()
    watched.list("2026-05-20", "2026-02-20")
    corrupt = json.loads(cursor or "") | {FIRST[0]: entry}
    days, _, after = watched.look(json.dumps(corrupt))
    assert [day for day in days if day == "260520"] == ["260520"]
    assert len(days) <= 2  # and what the other company lists
    assert watched.look(after)[0] == []


def test_corrupt_tables_of_a_company_stop_no_other(watched: Watched) -> None:
    """Its facts, and its landing; what it lists is news."""
    watched.list("2026-05-20")
    watched.list("2026-05-21", cik=FIRST[0])
    for file in (watched.home.facts / FIRST[0] / "filings.parquet", landing_path(watched.home.raw, FIRST[0])):
        file.parent.mkdir(parents=True)
        file.write_bytes(b"PAR1")
    assert sorted(watched.look()[0]) == ["260520", "260521"]


SENT: list[str] = []


def to_the_test(alert: Alert) -> None:
    """A channel."""
    SENT.append(alert.kind)


@pytest.mark.parametrize("cursor", ["{bad", "5", "[[]]", '{"a": 1}', "null"])
def test_a_corrupt_cursor_of_late_is_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cursor: str) -> None:
    monkeypatch.setenv("TRIBUTARY_HOME", str(tmp_path))
    monkeypatch.setenv("TRIBUTARY_EDGAR", "live")
    monkeypatch.setenv(CHANNELS_VARIABLE, f"{__name__}:to_the_test")
    SENT.clear()
    late = next(one for one in alert_sensors() if one.name == "late")
    with dg.DagsterInstance.ephemeral() as instance:
        result = late(dg.build_sensor_context(instance, cursor))
    assert isinstance(result, dg.SensorResult)
    assert SENT == ["refresh_missing"]
    assert len(json.loads(result.cursor or "")) == 1
