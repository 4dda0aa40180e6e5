"""The report as a reader meets it, in Debian's Chromium: on a desk, on a telephone, in the dark, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orchestration.report.figures import FIGURES

pytestmark = [pytest.mark.integration, pytest.mark.slow]
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DESK = {"width": 1200, "height": 900}
TELEPHONE = {"width": 390, "height": 844}

#: Texts whose contrast with what is behind them is less than WCAG AA asks, with the ratio.
FAINT = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const linear = (v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (rgb) => rgb.slice(0, 3).reduce((sum, v, i) => sum + linear(v / 255) * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const says = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
  const faint = [];
  for (const node of document.querySelectorAll('body *')) {
    if (!node.checkVisibility() || !says(node)) continue;
    const style = getComputedStyle(node), svg = node.ownerSVGElement;
    if (svg && style.fill === getComputedStyle(document.body).backgroundColor) continue; // is on a bar
    const size = parseFloat(style.fontSize), isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratios = [light(parse(svg ? style.fill : style.color)), light(behind(svg || node))].sort((a, b) => b - a);
    const ratio = (ratios[0] + 0.05) / (ratios[1] + 0.05);
    if (ratio < (isLarge ? 3 : 4.5)) faint.push([node.textContent.trim().slice(0, 40), ratio.toFixed(2)]);
  }
  return faint;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def opened(browser: Any, published: Path) -> Iterator[Any]:
    """Open the page in some manner; whatever it complains of, or asks of anybody, fails the test."""
    contexts, complaints = [], []
    address = (published / "published" / "report" / "index.html").as_uri()

    def show(**manner: Any) -> Any:
        context = browser.new_context(**manner)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.on("request", lambda asked: complaints.append(f"asked: {asked.url}") if asked.url != address else None)
        page.goto(address)
        return page

    yield show
    for context in contexts:
        context.close()
    assert not complaints


@pytest.mark.parametrize(("viewport", "shown", "hidden"), [(DESK, "wide", "narrow"), (TELEPHONE, "narrow", "wide")])
def test_every_chart_is_drawn_and_nothing_runs_over(
    opened: Any, viewport: dict[str, int], shown: str, hidden: str
) -> None:
    page = opened(viewport=viewport)
    drawings = page.locator(f".drawing .{shown} svg")
    assert drawings.count() == len(FIGURES)
    for number in range(drawings.count()):
        drawing = drawings.nth(number)
        box = drawing.bounding_box()
        assert box is not None
        assert box["width"] > 250
        assert box["height"] > 80
        assert drawing.locator("[data-tip]").count() > 2
        assert drawing.locator("text").count() > 3
    assert not page.locator(f".drawing .{hidden}").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_texts_stand_out_from_their_ground(opened: Any, scheme: str, viewport: dict[str, int]) -> None:
    page = opened(viewport=viewport, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate(FAINT) == []


def test_the_background_can_be_chosen_and_is_kept(opened: Any) -> None:
    page = opened(viewport=DESK, color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    mark = "getComputedStyle(document.querySelector('.wide svg [data-tip]')).fill"
    before = page.evaluate(background), page.evaluate(mark)
    page.get_by_role("button", name="Show on a dark background").press("Enter")
    after = page.evaluate(background), page.evaluate(mark)
    assert before[0] != after[0]
    assert before[1] != after[1]
    page.reload()
    assert page.evaluate(background) == after[0]


def test_claims_are_filtered_by_keyboard(opened: Any) -> None:
    page = opened(viewport=DESK)
    shown = "[...document.querySelectorAll('#claims tbody tr')].filter((row) => !row.hidden).length"
    every = page.evaluate(shown)
    boxes = page.locator("#filter input[name=verdict]")
    first = boxes.first.get_attribute("value")
    with_first = page.locator(f"#claims tr[data-verdict={first}]").count()
    boxes.first.focus()
    page.keyboard.press("Space")
    assert page.evaluate(shown) == every - with_first
    assert page.locator("#found").text_content() == f"{every - with_first} of {every} claims"
    for _ in range(boxes.count()):
        page.keyboard.press("Tab")
    page.keyboard.type("no claim says this")
    assert page.evaluate(shown) == 0
    assert page.locator("#no-claims").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function(f"{shown} === {every}")


def test_tables_sort_by_value_and_leave_the_unknown_last(opened: Any) -> None:
    page = opened(viewport=DESK)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    head = page.locator("#china-revenue-by-quarter th", has_text="China revenue")
    place = head.evaluate("(head) => head.cellIndex")
    values = (
        "(place) => [...document.querySelectorAll('#china-revenue-by-quarter tbody tr')]"
        ".map((row) => row.cells[place].dataset.sort)"
    )
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    up = page.evaluate(values, place)
    known = [float(value) for value in up if value]
    assert known == sorted(known)
    assert "" in up
    assert not any(up[len(known) :])
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    down = [float(value) for value in page.evaluate(values, place) if value]
    assert down == known[::-1]


def test_marks_tell_their_figure(opened: Any) -> None:
    page = opened(viewport=DESK)
    mark = page.locator("#china-revenue-by-quarter .wide [data-tip]").nth(3)
    mark.scroll_into_view_if_needed()
    mark.hover()
    assert page.locator("#tip").is_visible()
    assert page.locator("#tip").text_content() == mark.get_attribute("data-tip")


def test_a_link_to_a_folded_source_unfolds_it(opened: Any) -> None:
    page = opened(viewport=DESK)
    page.locator("#answer a[href^='#source-']").first.click()
    assert page.locator("#sources").evaluate("(one) => one.open")


def test_it_prints(opened: Any, tmp_path: Path) -> None:
    page = opened(viewport=DESK, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".drawing .wide").first.is_visible()
    assert not page.locator("#filter").is_visible()
    assert not page.locator("nav.contents").is_visible()
    assert page.pdf(path=tmp_path / "report.pdf", format="A4").startswith(b"%PDF")
