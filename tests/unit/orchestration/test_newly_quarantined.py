"""What a version quarantines that the one before it did not: recorded, in a line each, and alerted once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.defs.alert_sensors import alert_left_out, send_kept
from orchestration.release.newly_quarantined import item_line, newly_quarantined
from orchestration.release.rollback import roll_back
from orchestration.release.versions import KEEP_VARIABLE
from orchestration.runtime.notify import CHANNELS_VARIABLE, Alert, CannotNotify
from orchestration.runtime.paths import Home
from tests.support.builds import put_out

SENT: list[Alert] = []
BROKEN = False


def to_the_test(alert: Alert) -> None:
    """A channel."""
    if BROKEN:
        raise CannotNotify("out of order")
    SENT.append(alert)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    SENT.clear()
    monkeypatch.setenv(CHANNELS_VARIABLE, f"{__name__}:to_the_test")
    return Home(tmp_path / "home")


def new_items(home: Home) -> list[str]:
    return [item["quarantine_id"] for item in newly_quarantined(home).to_dicts()]


def test_every_item_of_the_first_version_is_new_and_then_what_the_one_before_lacked(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the version before is removed by the publication."""
    monkeypatch.setenv(KEEP_VARIABLE, "1")
    found = []
    for number, ids in enumerate([["a", "b"], ["b"], ["b", "c"], [], None, ["c"]], 1):
        put_out(home, tmp_path, number, quarantined=ids)
        found.append(new_items(home))
    assert found == [["a", "b"], [], ["c"], [], [], ["c"]]


def test_after_a_rollback_the_version_before_is_the_one_that_was_current(home: Home, tmp_path: Path) -> None:
    put_out(home, tmp_path, 1, quarantined=[])
    put_out(home, tmp_path, 2, quarantined=["a"])
    roll_back(home)
    put_out(home, tmp_path, 3, quarantined=["a"])
    assert new_items(home) == ["a"]


def test_an_item_is_one_line_with_its_remedy(home: Home, tmp_path: Path) -> None:
    put_out(home, tmp_path, quarantined=["0a"])
    (item,) = newly_quarantined(home).to_dicts()
    assert item_line(item) == (
        "MADE 10-K 0000000042-24-000001, made.htm, fact 3: it is truncated. "
        "Fix it at its origin, then `tributary quarantine retry 0a`."
    )
    assert "data/reference/accepted_values.csv" in item_line(item | {"scope": "value"})


def test_an_item_is_alerted_once_and_again_after_it_was_fixed(home: Home, tmp_path: Path) -> None:
    counts = []
    for number, ids in enumerate([["a", "b"], ["a", "b"], ["a", "c"], ["a", "b", "c"]], 1):
        put_out(home, tmp_path, number, quarantined=ids)
        for run in ("one", "nothing new"):
            SENT.clear()
            alert_left_out(home, run)
            counts += [(alert.kind, alert.title[-1]) for alert in SENT]
    assert counts == [("left_out", "2"), ("left_out", "1"), ("left_out", "1")]


def test_a_home_of_an_earlier_release_is_not_alerted_of_what_it_had(home: Home, tmp_path: Path) -> None:
    put_out(home, tmp_path, 1, quarantined=["a"])
    put_out(home, tmp_path, 2, quarantined=["a", "b"])
    home.alerted.parent.mkdir(parents=True, exist_ok=True)
    home.alerted.write_text("{bad")
    alert_left_out(home, "run")
    (alert,) = SENT
    assert alert.text.count("tributary quarantine retry") == 1


def test_what_was_not_landed_is_alerted_too(home: Home, tmp_path: Path) -> None:
    put_out(home, tmp_path, quarantined=[])
    home.left_out.parent.mkdir(parents=True, exist_ok=True)
    home.left_out.write_text(json.dumps([{"ticker": "MADE", "file": "CIK.json", "message": "MADE: CIK.json: refused"}]))
    for _ in range(2):
        alert_left_out(home, "run")
    (alert,) = SENT
    assert alert.text.splitlines()[0] == "MADE: CIK.json: refused (not landed)"


def test_many_items_are_one_short_alert(home: Home, tmp_path: Path) -> None:
    put_out(home, tmp_path, quarantined=[f"{n:03}" for n in range(100)])
    alert_left_out(home, "run")
    (alert,) = SENT
    assert alert.text.splitlines()[10] == "and 90 more"


def test_an_alert_that_was_not_sent_is_sent_later_and_a_corrupt_one_loses_no_other(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_out(home, tmp_path, quarantined=["a"])
    monkeypatch.setattr(f"{__name__}.BROKEN", True)
    with pytest.raises(CannotNotify):
        alert_left_out(home, "run")
    alert_left_out(home, "run")
    monkeypatch.setattr(f"{__name__}.BROKEN", False)
    kept = json.loads(home.unsent_alerts.read_text())
    home.unsent_alerts.write_text(json.dumps([{"kind": "left_out"}, 5, *kept]))
    assert send_kept(home) == []
    assert [alert.kind for alert in SENT] == ["left_out"]


def test_a_version_that_cannot_be_read_changes_nothing(home: Home, tmp_path: Path) -> None:
    put_out(home, tmp_path, quarantined=["a"])
    alert_left_out(home, "run")
    before = home.alerted.read_text()
    file = home.published_file.resolve()
    file.chmod(0o644)
    file.write_bytes(b"corrupt")
    alert_left_out(home, "run")
    assert home.alerted.read_text() == before
