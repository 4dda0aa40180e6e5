"""Members and sentences from filings, through the models that map them, with the committed rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
import yaml

from tests.support.model_sql import model_sql

_CASES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("geography_cases.yml").read_text(encoding="utf-8")
)


def cases(section: str) -> list[tuple[str, str]]:
    """What the rules shall find, and the member or sentence, of each case of a section of geography_cases.yml."""
    return [(expected, text) for expected, texts in _CASES[section].items() for text in texts]


MEMBERS = [member for section in ("china", "elsewhere") for _, member in cases(section)]


def spelled(text: str) -> list[str]:
    """A sentence with straight and with curly apostrophes."""
    return [text.replace("’", "'"), text.replace("'", "’")]


@pytest.fixture(scope="module")
def places(reference: dict[str, pl.DataFrame]) -> dict[str, tuple[str, str | None]]:
    """Place and scope of every member, as int_geography_members maps it."""
    with duckdb.connect() as con:
        con.register("int_facts", pl.DataFrame({"cik": "a", "geography_member": MEMBERS}).to_arrow())
        con.register("stg_reference__geography_members", reference["geography_members"].to_arrow())
        mapped = con.sql(model_sql("int_geography_members")).project("geography_member, geography, geography_scope")
        return {member: (place, scope) for member, place, scope in mapped.fetchall()}


@pytest.fixture(scope="module")
def bases(reference: dict[str, pl.DataFrame]) -> dict[str, str]:
    """Basis of a filing that has one sentence, as int_geography_basis finds it, by that sentence."""
    sentences = [text for _, one in cases("bases") for text in spelled(one)]
    passages = pl.DataFrame({"text": sentences}).unique(maintain_order=True).with_row_index("passage_no")
    passages = passages.with_columns(
        cik=pl.lit("a"),
        accession=pl.col("passage_no").cast(pl.String),
        document=pl.lit("d"),
        facts_away=pl.lit(0),
        fact_no=pl.lit(1),
    )
    with duckdb.connect() as con:
        con.register("stg_edgar__passages", passages.to_arrow())
        con.register("int_facts", passages.select("cik", "accession").to_arrow())
        con.register("stg_reference__geography_basis_rules", reference["geography_basis_rules"].to_arrow())
        con.register("stg_reference__geography_basis_overrides", reference["geography_basis_overrides"].to_arrow())
        con.execute(
            "create table int_filings (cik varchar, accession varchar, base_form varchar, report_date date,"
            " is_amendment boolean, known_at timestamp)"
        )
        con.execute(f"create view int_basis_sentences as {model_sql('int_basis_sentences')}")
        con.execute(f"create view int_geography_basis as {model_sql('int_geography_basis')}")
        query = "select text, geography_basis from int_geography_basis join stg_edgar__passages using (accession)"
        return dict(con.execute(query).fetchall())


@pytest.fixture(scope="module")
def scopes(reference: dict[str, pl.DataFrame]) -> dict[str, str]:
    """What China includes by a filing that has one sentence, as int_china_scopes finds it, by that sentence.

    Each sentence is of a company of its own, since a filing that does not say has the words of the others.
    """
    sentences = pl.DataFrame({"text": [text for _, text in cases("scopes")]})
    passages = sentences.with_row_index("passage_no").with_columns(
        cik=pl.col("text"), accession=pl.lit("x-1"), document=pl.lit("d"), facts_away=pl.lit(0)
    )
    china = passages.select(
        "cik", "accession", geography_member=pl.lit("country:CN"), known_at=pl.lit(date(2024, 2, 1))
    )
    members = china.with_columns(geography=pl.lit("CN"), geography_scope=pl.lit("unspecified"))
    with duckdb.connect() as con:
        con.register("stg_edgar__passages", passages.to_arrow())
        con.register("int_facts", china.to_arrow())
        con.register("int_geography_members", members.to_arrow())
        con.register("stg_reference__geography_scope_rules", reference["geography_scope_rules"].to_arrow())
        return dict(con.sql(model_sql("int_china_scopes")).project("cik, geography_scope").fetchall())


@pytest.mark.parametrize(("scope", "member"), cases("china"))
def test_a_member_is_china_in_whatever_name(places: dict[str, tuple[str, str | None]], scope: str, member: str) -> None:
    assert places[member] == ("CN", scope)


@pytest.mark.parametrize(("place", "member"), cases("elsewhere"))
def test_a_member_is_not_china(places: dict[str, tuple[str, str | None]], place: str, member: str) -> None:
    assert places[member] == (place, None)


@pytest.mark.parametrize(("basis", "text"), cases("bases"))
def test_a_sentence_states_the_basis(bases: dict[str, str], basis: str, text: str) -> None:
    assert [bases[one] for one in spelled(text)] == [basis, basis]


@pytest.mark.parametrize(("scope", "text"), cases("scopes"))
def test_a_sentence_states_what_china_includes(scopes: dict[str, str], scope: str, text: str) -> None:
    assert scopes[text] == scope


def test_no_two_rules_of_one_priority_say_different_things_of_a_member(reference: dict[str, pl.DataFrame]) -> None:
    rules = reference["geography_members"]
    with duckdb.connect() as connection:
        connection.register("rules", rules.to_arrow())
        connection.register("members", pl.DataFrame({"member": MEMBERS}).to_arrow())
        tied = connection.execute("""
            select member, priority from members, rules where regexp_matches(member, pattern, 'i')
            group by all having count(distinct geography || coalesce(scope, '')) > 1
        """).fetchall()
    assert tied == []


def test_the_bases_settled_by_hand(reference: dict[str, pl.DataFrame]) -> None:
    """Filings that are not available as documents, all of which have figures that were read by hand or quoted."""
    settled = dict(reference["geography_basis_overrides"].select("accession", "geography_basis").iter_rows())
    assert settled == {
        "0001045810-26-000021": "customer_headquarters",
        "0000002488-25-000012": "billing_location",
        "0001045810-26-000052": "customer_headquarters",
        "0001045810-26-000075": "customer_headquarters",
        "0000002488-26-000018": "billing_location",
        "0000050863-25-000009": "billing_location",
        "0000097476-25-000007": "customer_headquarters",
        "0000723125-25-000028": "customer_headquarters",
        "0000707549-26-000037": "ship_to",
        "0000707549-24-000106": "ship_to",
        "0000707549-23-000102": "ship_to",
        "0000707549-22-000107": "ship_to",
        "0000707549-21-000136": "ship_to",
        "0000804328-25-000085": "customer_headquarters",
        "0001730168-25-000121": "ship_to",
        "0001730168-24-000139": "ship_to",
        "0001628280-25-056742": "ship_to",
        "0000006951-24-000044": "ship_to",
        "0000006951-23-000041": "ship_to",
        "0000006951-22-000043": "ship_to",
        "0000006951-21-000043": "ship_to",
    }
    assert settled.keys() <= set(reference["curated_facts"]["accession"])
