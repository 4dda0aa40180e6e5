"""Our extraction against Arelle's, fact by fact. Arelle works offline here, so without any taxonomy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sources.edgar.xbrl.document import extract_document
from sources.edgar.xbrl.names import usual_prefix
from tests.support.filings import context, explicit, inline, number

pytestmark = pytest.mark.slow

ARCHIVES = (
    Path(__file__).resolve().parents[2] / ".." / "shared" / "edgar" / "www.sec.gov" / "Archives" / "edgar" / "data"
)
FILINGS = {
    "NVIDIA, 10-K, fiscal year 2025": "1045810/000104581025000023/nvda-20250126.htm",
    "NVIDIA, 10-Q of 2025-11-19": "1045810/000104581025000230/nvda-20251026.htm",
    "AMD, 10-K, fiscal year 2023": "2488/000000248824000012/amd-20231230.htm",
}


@pytest.fixture(scope="module")
def arelle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Arelle's controller, cut off from the network and from any settings of its own."""
    cntlr = pytest.importorskip("arelle.Cntlr", reason="Arelle is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("arelle")))
        controller = cntlr.Cntlr(logFileName="logToBuffer", hasGui=False, disable_persistent_config=True)
        controller.webCache.workOffline = True
        yield controller
        controller.close()


def canonical_name(name: Any) -> str:
    return f"{usual_prefix(name.namespaceURI, name.prefix)}:{name.localName}"


def member(value: Any) -> str | None:
    """An explicit member's name, or a typed member's text."""
    if value.isTyped:
        return " ".join(value.typedMember.textValue.split()) or None
    return canonical_name(value.memberQname)


def measure(name: Any) -> str:
    text = canonical_name(name)
    return text.partition(":")[2] if text.startswith(("iso4217:", "xbrli:")) else text


def theirs(controller: Any, path: Path) -> Counter[tuple[Any, ...]]:
    """Every numeric fact as Arelle sees it."""
    model = controller.modelManager.load(str(path))
    counted: Counter[tuple[Any, ...]] = Counter()
    for fact in model.facts:
        if fact.localName != "nonFraction":
            continue
        about, unit = fact.context, fact.unit
        above, below = ("*".join(sorted(measure(name) for name in side)) for side in unit.measures)
        # Without a taxonomy Arelle has no type to check a value against, but it does transform, scale and sign it.
        # It does not carry the SEC's own transforms (they are a plug-in of EDGAR's renderer): no value to compare.
        is_of_the_sec = fact.format is not None and "sec.gov" in fact.format.namespaceURI
        counted[
            fact.id,
            canonical_name(fact.qname),
            # Arelle keeps the moment at which a period ends: midnight after its last day.
            about.startDatetime.date() if about.isStartEndPeriod else None,
            (about.instantDatetime if about.isInstantPeriod else about.endDatetime).date() - timedelta(days=1),
            f"{above}/{below}" if below else above,
            tuple(sorted((canonical_name(axis), member(value)) for axis, value in about.qnameDims.items())),
            None if is_of_the_sec or fact.isNil else plain(fact.value),
            fact.decimals,
            fact.isNil,
        ] += 1
    model.close()
    return counted


def plain(text: str) -> str:
    """Arelle writes numbers as they came: 0.70 for 0.7, -0 for 0."""
    number = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if number in ("-0", "", "-") else number


def ours(path: Path) -> Counter[tuple[Any, ...]]:
    """Every numeric fact as we see it."""
    facts = extract_document(path.read_bytes(), path.name).facts.filter("is_numeric")
    return Counter(
        (
            row["fact_id"],
            row["concept"],
            row["period_start"],
            row["period_end"],
            row["unit"],
            tuple((one["axis"], one["member"]) for one in row["dimensions"]),
            None if (row["format"] or "").startswith("ixt-sec:") else row["value_text"],
            row["decimals"],
            row["is_nil"],
        )
        for row in facts.iter_rows(named=True)
    )


@pytest.mark.parametrize("path", FILINGS.values(), ids=FILINGS.keys())
def test_real_filings(arelle: Any, path: str) -> None:
    document = ARCHIVES / path
    if not document.is_file():
        pytest.skip("the shared folder with real filings is not beside this one")
    expected = theirs(arelle, document)
    assert expected.total() > 900
    assert ours(document) == expected


def test_a_filing_of_our_own(arelle: Any, tmp_path: Path) -> None:
    typed = '<xbrldi:typedMember dimension="srt:RangeAxis"><made:Kind>up to 5</made:Kind></xbrldi:typedMember>'
    contexts = [
        context("q"),
        context("i", "<xbrli:instant>2024-07-01T00:00:00</xbrli:instant>"),
        context("cn", segment=explicit("srt:StatementGeographicalAxis", "country:CN") + typed),
    ]
    form = "ixt:num-dot-decimal"
    body = "".join(
        [
            number("1,234.50", format=form, scale="6", id="f1"),
            number("<b>5</b>6<ix:exclude>7</ix:exclude>", sign="-", id="f2", context="i"),
            number("12,5", format="ixt:num-comma-decimal", scale="-2", unit="pure", id="f3"),
            number("none", format="ixt:fixed-zero", context="cn", id="f4"),
            number("", xsi__nil="true", decimals="INF", unit="eps", id="f5").replace('decimals="INF" ', ""),
            number(number("8", name="made:Inner", id="f7"), scale="3", id="f6", decimals="INF"),
            number("0.70", unit="eps", id="f8"),
        ]
    )
    document = tmp_path / "made.htm"
    document.write_text(inline(f"<p>{body}</p>", contexts=contexts))
    expected = theirs(arelle, document)
    assert expected.total() == 8
    assert ours(document) == expected
