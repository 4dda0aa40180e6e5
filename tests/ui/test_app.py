"""The what-if app: its figures are the warehouse's, its address is its state, and it reaches for nothing outside."""

from __future__ import annotations

import csv
import io
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import duckdb
import httpx
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.queries import Warehouse
from orchestration.report import formatting
from orchestration.runtime.paths import Home
from tests.support.project import REPOSITORY, Tributary
from tests.support.warehouse import build_id, rows

pytestmark = pytest.mark.integration

CHROMIUM = shutil.which("chromium")
NVIDIA = "ticker = 'NVDA' and fiscal_year = 2026 and fiscal_quarter is null"


@pytest.fixture
def page(published: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app on the published marts, not yet run."""
    monkeypatch.setenv("TRIBUTARY_HOME", str(published))
    return AppTest.from_file(str(REPOSITORY / "dashboard" / "app.py"), default_timeout=120)


def figures(page: AppTest) -> list[str]:
    """The large figures, from the first."""
    assert not page.exception
    assert not page.error
    return [text.value.split("### ")[1].replace("\\$", "$") for text in page.markdown if "### " in text.value]


def test_a_rate_moves_the_levy_as_the_macro_says(published: Path, page: AppTest) -> None:
    page.run()
    page.number_input(key="levy_rate").set_value(22.5).run()
    ((levy, share),) = rows(
        published,
        f"select levy_usd, levy_of_rnd_share from levy.levy_what_if(0.225, 'china_revenue', null) where {NVIDIA}",  # noqa: S608 - our own words
    )
    assert figures(page)[:2] == [formatting.usd(levy), formatting.share(share)]
    ((stored,),) = rows(published, f"select levy_usd from levy.levy_due where scenario_id = 'article' and {NVIDIA}")  # noqa: S608 - our own words
    assert stored < levy
    assert f"stored: {formatting.usd(stored)}" in [text.value.replace("\\$", "$") for text in page.caption]
    assert page.query_params["rate"] == "0.225"


def test_what_is_passed_on_is_not_borne(published: Path, page: AppTest) -> None:
    page.run()
    page.number_input(key="levy_passed_likeliest").set_value(40.0)
    page.number_input(key="levy_passed_low").set_value(40.0)
    page.number_input(key="levy_passed_high").set_value(80.0).run()
    ((low, high),) = rows(
        published,
        "select borne_by_company_low_usd, borne_by_company_high_usd"  # noqa: S608 - our own words
        f" from levy.levy_what_if_borne(0.15, 'china_revenue', null, [0.4, 0.4, 0.8]) where {NVIDIA}",
    )
    assert figures(page)[2] == formatting.spread(formatting.usd(low), formatting.usd(high))


def test_a_range_out_of_order_is_reported_and_not_asked(page: AppTest) -> None:
    page.run()
    page.number_input(key="levy_passed_low").set_value(90.0).run()
    assert [error.value for error in page.error] == [
        "Passed on to buyers: low, likeliest and high must be in this order."
    ]
    assert [text.value for text in page.info] == ["The answer follows when the inputs are in order."]


def test_a_scenario_fills_the_inputs(page: AppTest) -> None:
    page.run()
    page.selectbox(key="levy_scenario").set_value("first_ask").run()
    assert not page.exception
    assert page.number_input(key="levy_rate").value == 20
    assert page.query_params["base"] == "us-revenue-share-20"
    assert page.query_params["start"] == "2025-08-11"


def test_an_address_gives_back_what_was_asked(published: Path, page: AppTest) -> None:
    asked = {
        "view": "supply",
        "scenario": "low_yield",
        "from": "2026",
        "cxmt_ramp_share": "0.5,0.75,1",
        "die_yield": "0.3,0.4,0.55",
        "packages_per_year": "none",
    }
    for name, text in asked.items():
        page.query_params[name] = text
    page.run()
    ((low, middle, high),) = rows(
        published,
        "select units_p5, units_p50, units_p95 from capacity.supply_what_if('low_yield', map {"
        "'cxmt_ramp_share': [0.5, 0.75, 1], 'die_yield': [0.3, 0.4, 0.55], 'packages_per_year': null}, 2026)"
        " where year = 2028",
    )
    assert figures(page)[:2] == [
        formatting.count(middle),
        formatting.spread(formatting.count(low), formatting.count(high)),
    ]
    assert page.query_params == asked


def test_a_yield_moves_supply_as_the_macro_says(published: Path, page: AppTest) -> None:
    page.query_params["view"] = "supply"
    page.run()
    before = figures(page)
    page.toggle(key="supply_is_hbm_huawei_share").set_value(True).run()
    assert figures(page) == before, "an input that is opened stays as it is stored"
    page.number_input(key="supply_hbm_huawei_share_low").set_value(90.0)
    page.number_input(key="supply_hbm_huawei_share_likeliest").set_value(95.0).run()
    ((middle,),) = rows(
        published,
        "select units_p50 from capacity.supply_what_if('base', map {'hbm_huawei_share': [0.9, 0.95, 1]}, null)"
        " where year = 2028",
    )
    assert figures(page)[0] == formatting.count(middle) != before[0]


def test_a_view_remembers_what_was_asked_of_it(page: AppTest) -> None:
    page.run()
    page.number_input(key="levy_rate").set_value(30.0).run()
    page.radio(key="view").set_value("supply").run()
    page.radio(key="view").set_value("levy").run()
    assert page.number_input(key="levy_rate").value == 30


def test_what_an_address_says_in_vain_is_reported(page: AppTest) -> None:
    for name, text in {"scenario": "unheard", "rate": "much", "base": "air", "company": "ACME"}.items():
        page.query_params[name] = text
    page.run()
    assert not page.exception
    assert [warning.value.split(" in the address")[0] for warning in page.warning] == [
        "rate=much", "scenario=unheard", "base=air", "company=ACME",
    ]  # fmt: skip
    assert page.query_params["rate"] == "0.15"


def test_a_company_without_a_figure_says_why(page: AppTest) -> None:
    page.query_params["company"] = "MCHP"
    page.run()
    assert not page.exception
    assert [text.value for text in page.info] == [
        "No levy of MCHP is known on this base: no document of the filing for this period is available."
    ]


def test_the_page_says_which_version_answers(published: Path, page: AppTest) -> None:
    page.run()
    assert any(build_id(published) in text.value and "as of" in text.value for text in page.caption)


def test_a_page_without_marts_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tributary: Tributary
) -> None:
    monkeypatch.setenv("TRIBUTARY_HOME", str(tmp_path))
    page = AppTest.from_file(str(REPOSITORY / "dashboard" / "app.py"), default_timeout=120).run()
    assert not page.exception
    reported = f"Nothing is published in {tmp_path / 'published'}. Run `tributary refresh` first."
    assert [text.value for text in page.info] == [reported]
    done = tributary("app", "--home", tmp_path)
    assert (done.returncode, done.stdout.strip()) == (3, reported)


def test_a_version_that_is_published_meanwhile_is_seen(home: Path) -> None:
    """Also while the old one is still open, as it is in a page that another reader has asked for."""
    before = Warehouse.find(Home(home))
    name = before.ask("version")["build_id"][0]
    versions = home / "published" / "versions"
    shutil.copytree(versions / name, versions / "newer")
    with duckdb.connect(str(versions / "newer" / "tributary.duckdb")) as con:
        con.execute("update ops.refresh set build_id = 'newer' where is_current")
    with duckdb.connect(str(before.file), read_only=True):
        (home / "published" / "current").unlink()
        (home / "published" / "current").symlink_to("versions/newer")
        assert Warehouse.find(Home(home)).ask("version")["build_id"][0] == "newer"
        assert before.ask("version")["build_id"][0] == name


def test_without_the_extra_one_line_names_the_remedy(published: Path) -> None:
    """Streamlit is hidden from a Python that has it."""
    hidden = (
        "import sys; sys.modules['streamlit'] = None; import importlib.util as u; found = u.find_spec;"
        "u.find_spec = lambda name, *rest: None if name == 'streamlit' else found(name, *rest);"
        "from orchestration.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden, "app", "--home", str(published)],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 6
    assert done.stderr.splitlines() == [
        "The app needs the extra `app`, which is not installed. Run `make app`, or "
        "`pip install --require-hashes -r requirements-app.lock`."
    ]


@pytest.fixture(scope="module")
def served(published: Path) -> Iterator[str]:
    """The address of `tributary app`, until the tests are done."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("tributary")), "app", "--home", str(published), "--port", str(port)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as app:
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(300):
                assert app.poll() is None, app.stdout and app.stdout.read()
                try:
                    httpx.get(f"{address}/_stcore/health", timeout=1)
                    break
                except httpx.HTTPError:
                    time.sleep(0.2)
            yield address
        finally:
            app.terminate()
            app.wait(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, without a window."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "scheme"),
    [
        ({"view": "levy", "rate": "0.2", "company": "NVDA"}, "light"),
        ({"view": "supply", "die_yield": "0.3,0.5,0.7"}, "dark"),
    ],
)
def test_a_browser_sees_the_figures_and_asks_nobody_else(
    published: Path, served: str, browser: Any, query: dict[str, str], scheme: str
) -> None:
    charts = {"levy": 1, "supply": 2}[query["view"]]
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    inside = (served, served.replace("http", "ws", 1), "data:", "blob:")
    page.on("request", lambda asked: None if asked.url.startswith(inside) else faults.append(f"outside: {asked.url}"))
    page.goto(f"{served}/?{urlencode(query)}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click(timeout=90_000)
    page.wait_for_function(f"document.querySelectorAll('canvas, svg.marks').length >= {charts}")
    assert page.locator("[data-testid=stVegaLiteChart]").count() == charts
    assert page.locator("input[type=file]").count() == 0
    found = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text())))
    assert {row["build_id"] for row in found} == {build_id(published)}
    shown = page.locator("h3").all_inner_texts()
    if query["view"] == "levy":
        (row,) = [
            row for row in found if (row["ticker"], row["fiscal_year"], row["fiscal_quarter"]) == ("NVDA", "2026", "")
        ]
        asked = f"select levy_usd from levy.levy_what_if(0.2, 'china_revenue', null) where {NVIDIA}"  # noqa: S608 - our own words
        assert Decimal(row["levy_usd"]) == rows(published, asked)[0][0]
        assert formatting.usd(Decimal(row["levy_usd"])) in shown
        assert "rate=0.2" in row["asked"]
    else:
        asked = "select units_p50 from capacity.supply_what_if('base', map {'die_yield': [0.3, 0.5, 0.7]}, null)"
        assert [int(row["units_p50"]) for row in found] == [units for (units,) in rows(published, asked)]
        assert formatting.count(int(found[-1]["units_p50"])) in shown
    assert faults == []
    context.close()
