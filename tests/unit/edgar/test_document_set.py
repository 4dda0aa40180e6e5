"""One filing of several inline documents: which pages are fetched, and how their facts are read together."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from orchestration.cli.extract import extract
from sources.edgar.company_tables import build_company
from sources.edgar.http.client import open_origin
from sources.edgar.http.pace import Pace
from sources.edgar.http.raw_store import RawStore
from sources.edgar.landing import land_company
from sources.edgar.xbrl.document import extract_documents
from tests.support.edgar_service import EdgarService, edgar_service
from tests.support.filings import CONTEXTS, NAMESPACES, inline, instance, number, text_fact
from tests.support.mirror import CIK, Filing, Mirror, companyfacts, submissions

ACCESSION = "0000000042-25-000007"
MAIN, SECOND, EXHIBIT = "made-20241231.htm", "made-20241231_d2.htm", "ex13report.htm"
TYPE = text_fact("10-K", "dei:DocumentType", continuedAt="more")
COVER = inline(TYPE + number("9,000", "dei:EntityPublicFloat", format="ixt:num-dot-decimal"))
#: The statements, without contexts and units; the text of the cover goes on in it.
DECLARED = " ".join(f'xmlns{":" if prefix else ""}{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
CHINA = number("1,770", context="cn", scale="6", format="ixt:num-dot-decimal", id="china")
STATEMENTS = (
    f"<html {DECLARED}><head><title>EX-13</title></head><body><p>Revenue by country is based on the billing location."
    f'</p><p>{CHINA}</p><ix:continuation id="more">/A</ix:continuation></body></html>'
)
WHOLE = inline("".join(number("7", context=one) for one in ("q", "i", "cn")))


@dataclass
class Served:
    """A filing at a service, and what a landing asks of it."""

    mirror: Mirror
    store: RawStore

    def put(self, *pages: tuple[str, str], index: tuple[str, ...] = (), form: str = "10-K") -> None:
        """The filing's pages, and its index if it has one."""
        self.mirror.put_submissions(submissions([Filing(ACCESSION, form, "2025-02-20", MAIN)]))
        self.mirror.put_companyfacts(companyfacts([]))
        for name, text in pages:
            self.mirror.put_document(ACCESSION, name, text.encode())
        if index:
            items = [{"name": name} for name in index]
            self.mirror.put_document(ACCESSION, "index.json", json.dumps({"directory": {"item": items}}).encode())

    def land(self) -> tuple[list[str], list[str]]:
        """Names of the documents that are landed, and of the files that were asked for in the filing's folder."""
        service = EdgarService(self.mirror.root, limit=1000)
        with edgar_service(service) as address, open_origin(address, Pace(1000)) as origin:
            table = land_company(CIK, origin, self.store).table
        asked = [path.rpartition("/")[2] for path in service.paths() if "/Archives/" in path]
        return table.filter(kind="document", status="landed")["document"].to_list(), asked

    def facts(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Facts and documents that the company's tables have."""
        build_company(CIK, self.store, self.store.root / "facts")
        folder = self.store.root / "facts" / CIK
        documents = pl.read_parquet(folder / "documents.parquet").filter(accession=ACCESSION)
        return pl.read_parquet(folder / "facts.parquet"), documents


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Served:
    monkeypatch.setenv("TRIBUTARY_EDGAR_IDENTITY", "A Test test@example.org")
    return Served(Mirror(tmp_path / "edgar"), RawStore(tmp_path / "raw"))


def test_statements_in_a_further_page_are_landed_and_read_with_the_contexts_of_the_main_one(served: Served) -> None:
    served.put((MAIN, COVER), (SECOND, STATEMENTS), index=(MAIN, SECOND, "R1.htm", "FilingSummary.xml"))
    assert served.land() == ([MAIN, SECOND], [MAIN, "index.json", SECOND])
    assert served.land() == ([MAIN, SECOND], [])
    facts, documents = served.facts()
    china = facts.filter(fact_id="china").row(0, named=True)
    assert (china["value_text"], china["document"], china["form"]) == ("1770000000", SECOND, "10-K")
    assert (china["unit"], china["period_end"].isoformat(), china["problem"]) == ("USD", "2024-06-30", None)
    assert facts.filter(concept="dei:DocumentType")["value_text"].to_list() == ["10-K/A"]
    assert documents["damage"].null_count() == 2


def test_a_page_that_arrives_later_is_read_with_the_one_that_was_there(served: Served) -> None:
    served.put((MAIN, COVER), index=(MAIN, SECOND))
    assert served.land()[0] == [MAIN]
    assert served.facts()[1]["damage_code"].to_list() == ["set_incomplete"]
    served.put((SECOND, STATEMENTS))
    assert served.land() == ([MAIN, SECOND], [SECOND])
    facts, documents = served.facts()
    assert facts.filter(fact_id="china")["problem"].to_list() == [None]
    assert documents["damage"].null_count() == 2


@pytest.mark.parametrize(
    ("index", "pages", "landed"),
    [
        ((MAIN, EXHIBIT, "ex311.htm"), {EXHIBIT: STATEMENTS}, [MAIN, EXHIBIT]),
        ((MAIN, "annex.htm"), {"annex.htm": STATEMENTS}, [MAIN, "annex.htm"]),
        (
            (MAIN, "annex.htm"),
            {"annex.htm": STATEMENTS, "made-20241231_htm.xml": instance("")},
            ["made-20241231_htm.xml"],
        ),
        ((), {"made-20241231_htm.xml": instance("")}, ["made-20241231_htm.xml"]),
        ((), {SECOND: STATEMENTS}, [MAIN]),
    ],
)
def test_the_index_and_the_pages_themselves_show_what_belongs_together(
    served: Served, index: tuple[str, ...], pages: dict[str, str], landed: list[str]
) -> None:
    served.put((MAIN, COVER), *pages.items(), index=index)
    assert served.land()[0] == landed


def test_a_whole_page_is_asked_for_alone(served: Served) -> None:
    served.put((MAIN, WHOLE), (SECOND, STATEMENTS), index=(MAIN, SECOND))
    assert served.land() == ([MAIN], [MAIN])


def test_an_amendment_of_the_cover_page_alone_is_asked_for_alone(served: Served) -> None:
    cover = inline(number("9", "dei:EntityPublicFloat"), contexts=CONTEXTS[:1])
    served.put((MAIN, cover), index=(MAIN,), form="10-K/A")
    assert served.land() == ([MAIN], [MAIN])
    assert served.facts()[1]["damage"].to_list() == [None]


def test_unused_contexts_are_a_reason_to_look_and_no_damage(served: Served) -> None:
    served.put((MAIN, inline(number("7"))), (SECOND, STATEMENTS), index=(MAIN, SECOND))
    assert served.land()[0] == [MAIN, SECOND]


def test_facts_of_each_page_are_those_of_the_page(tmp_path: Path) -> None:
    found = extract_documents([(COVER.encode(), MAIN), (b"no page", "x.htm"), (STATEMENTS.encode(), SECOND)])
    kinds = [getattr(one, "source_kind", type(one).__name__) for one in found]
    assert kinds == ["inline_xbrl", "BadInput", "inline_xbrl"]


@pytest.mark.parametrize("second", [SECOND, EXHIBIT])
def test_extract_reads_pages_of_one_filing_together(
    tmp_path: Path, second: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / MAIN).write_text(COVER)
    (tmp_path / second).write_text(STATEMENTS)
    assert extract([tmp_path / second, tmp_path / MAIN], None, tmp_path / "out.csv") == 0
    assert "missing" not in capfd.readouterr().err
    table = pl.read_csv(tmp_path / "out.csv")
    assert table["document"].to_list() == [second, MAIN, MAIN]
    assert table["form"].unique().to_list() == ["10-K/A"]


def test_extract_takes_no_context_of_another_filing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.htm", WHOLE), ("b.htm", WHOLE), ("other.htm", STATEMENTS)):
        (tmp_path / name).write_text(text)
    assert extract([tmp_path / name for name in ("a.htm", "b.htm", "other.htm")], None, tmp_path / "out.csv") == 0
    assert "missing context: cn" in capfd.readouterr().err
