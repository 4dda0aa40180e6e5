"""What goes wrong with filings on their way in, and what changes without harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import polars as pl

from tests.mutation.harness import Frames, Mutation

#: NVIDIA's 10-Q of 2025-08-28, its 10-K of 2025-02-26, and its newest 10-Q.
QUARTERLY, ANNUAL, NEWEST = "0001045810-25-000209", "0001045810-25-000023", "0001045810-25-000230"
NVIDIA, AMD = "0001045810", "0000002488"
REVENUES, CHINA = "us-gaap:Revenues", "nvda:ChinaIncludingHongKongMember"

victim = pl.col("accession") == QUARTERLY
is_whole = pl.col("dimensions").list.len() == 0
is_in_china = pl.col("dimensions").list.eval(pl.element().struct.field("member").str.contains("China")).list.any()


def facts(*changes: pl.Expr, of: pl.Expr = victim) -> Callable[[Frames], Frames]:
    """Replace columns of some facts."""
    names = [change.meta.output_name() for change in changes]

    def change(frames: Frames) -> Frames:
        new = [
            pl.when(of).then(one).otherwise(pl.col(name)).cast(frames["facts"].schema[name]).alias(name)
            for name, one in zip(names, changes, strict=True)
        ]
        return {"facts": frames["facts"].with_columns(new)}

    return change


def unknown_to_companyfacts(change: Callable[[Frames], Frames]) -> Callable[[Frames], Frames]:
    """The same of a filing so new that EDGAR's companyfacts does not have it."""

    def both(frames: Frames) -> Frames:
        changed = change(frames)
        kept = frames["companyfacts"].filter(~victim)
        return changed | {"companyfacts": kept, "documents": counted(frames["documents"], changed["facts"], kept)}

    return both


def counted(documents: pl.DataFrame, all_facts: pl.DataFrame, companyfacts: pl.DataFrame) -> pl.DataFrame:
    """DOCUMENTS whose row counts are those of these tables, as after a faultless reading."""
    of_documents = all_facts.group_by("cik", "accession", "document").len()
    of_answers = companyfacts.group_by("cik", "document").len().with_columns(accession=pl.lit(None, pl.String))
    rows = pl.concat([of_documents, of_answers.select(of_documents.columns)])
    return (
        documents.join(rows, on=["cik", "accession", "document"], how="left", nulls_equal=True)
        .with_columns(row_count=pl.when(pl.col("source_kind") == "submissions").then("row_count").otherwise("len"))
        .with_columns(pl.col("row_count").cast(pl.Int64).fill_null(0))
        .drop("len")
    )


def one_value(change: pl.Expr) -> Callable[[Frames], Frames]:
    """Change one number: the quarter's revenue."""
    is_it = victim & is_whole & (pl.col("concept") == REVENUES)
    return facts(change, of=is_it & (pl.col("period_end") - pl.col("period_start") < timedelta(days=100)))


def documents(**values: str) -> Callable[[Frames], Frames]:
    """Change the record of the filing's document."""
    return lambda frames: {
        "documents": frames["documents"].with_columns(
            pl.when(victim).then(pl.lit(value)).otherwise(pl.col(name)).alias(name) for name, value in values.items()
        )
    }


def as_read(rows: Callable[[pl.DataFrame], pl.DataFrame]) -> Callable[[Frames], Frames]:
    """Other facts, as if the documents held them: the records of documents agree."""

    def change(frames: Frames) -> Frames:
        new = rows(frames["facts"])
        return {"facts": new, "documents": counted(frames["documents"], new, frames["companyfacts"])}

    return change


def named_otherwise(names: dict[str, str]) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Members of the filing under other names."""
    renamed = pl.element().struct.with_fields(pl.field("member").replace(names))
    return lambda rows: rows.with_columns(
        dimensions=pl.when(victim & ~is_whole).then(pl.col("dimensions").list.eval(renamed)).otherwise("dimensions")
    )


def unreadable(frames: Frames) -> Frames:
    record = documents(
        source_kind="unreadable",
        damage="line 1: a web page without inline XBRL. Fetch it again",
        damage_code="unreadable",
    )
    return {"facts": frames["facts"].filter(~victim), **record(frames)}


def filed_twice(frames: Frames) -> Frames:
    again = pl.lit("0001045810-25-000999").alias("accession")
    return {
        name: pl.concat([frames[name], frames[name].filter(victim).with_columns(again)])
        for name in ("facts", "documents", "filings", "passages", "landings")
    }


def without_company(cik: str, *names: str) -> Callable[[Frames], Frames]:
    return lambda frames: {name: frames[name].filter(pl.col("cik") != cik) for name in names}


def newest_report_lost(frames: Frames) -> Frames:
    filings = frames["filings"]
    is_report = pl.col("form").is_in(["10-K", "10-Q"]) & (pl.col("cik") == NVIDIA)
    newest = filings.filter(is_report)["report_date"].sort(descending=True)
    return {"filings": filings.filter(~(is_report & (pl.col("report_date") >= newest[1])))}


def list_of_last_year(frames: Frames) -> Frames:
    ciks = frames["registrants"]["cik"]
    return {"visits": pl.DataFrame({"cik": ciks, "day": ["2028-01-31"] * len(ciks), "kind": ["service"] * len(ciks)})}


def extra_company(frames: Frames) -> Frames:
    """Another company, which reports exactly what AMD reports."""
    other = "0000999999"
    text = pl.when(pl.col("concept") == "dei:EntityCentralIndexKey").then(pl.lit(other)).otherwise(pl.col("value_text"))

    def twin(name: str) -> pl.DataFrame:
        copy = frames[name].filter(cik=AMD).with_columns(cik=pl.lit(other))
        return copy.with_columns(value_text=text) if name == "facts" else copy

    return {name: pl.concat([frame, twin(name)]) for name, frame in frames.items()}


def late_filing(frames: Frames) -> Frames:
    late = [(pl.col(name) + timedelta(days=200)).alias(name) for name in ("filed", "accepted_at")]
    return {
        name: pl.concat([frames[name].filter(~victim), frames[name].filter(victim).with_columns(late)])
        for name in ("facts", "filings")
    }


def new_members(rows: pl.DataFrame) -> pl.DataFrame:
    is_split = victim & ~is_whole
    member = {"axis": "srt:StatementGeographicalAxis", "member": "nvda:AtlantisMember", "is_typed": False}
    new = (
        rows.filter(is_split)
        .head(20)
        .with_columns(
            dimensions=pl.Series([[member]] * 20, dtype=rows.schema["dimensions"]),
            fact_no=pl.col("fact_no") + 100_000,
        )
    )
    return pl.concat([rows, new])


def longer_history(frames: Frames) -> Frames:
    old = frames["companyfacts"]
    years = timedelta(days=364 * 30)
    new = old.filter(cik=AMD).with_columns(
        *((pl.col(name) - years).alias(name) for name in ("period_start", "period_end", "filed", "accepted_at")),
        accession=pl.col("accession").str.replace("-", "-9"),
        fact_no=pl.col("fact_no") + 1_000_000,
    )
    both = pl.concat([old, new])
    return {"companyfacts": both, "documents": counted(frames["documents"], frames["facts"], both)}


def restated(frames: Frames) -> Frames:
    """A tenth of what a filing repeats is restated, and companyfacts says so too."""
    is_it = victim & is_whole & (pl.col("unit") == "USD") & (pl.col("concept").hash(1) % 10 == 0)
    value = pl.when(is_it).then(pl.col("value") * 2).otherwise(pl.col("value")).cast(pl.Decimal(38, 18)).alias("value")
    return {name: frames[name].with_columns(value) for name in ("facts", "companyfacts")}


def recast(frames: Frames) -> Frames:
    """Nearly all that a filing repeats is recast for a business held for sale, each figure by another share."""
    is_it = victim & is_whole & (pl.col("unit") == "USD") & (pl.col("concept") != REVENUES)
    share = 0.97 - (pl.col("concept").hash(1) % 30).cast(pl.Float64) / 100
    value = pl.when(is_it).then(pl.col("value").cast(pl.Float64) * share).otherwise(pl.col("value").cast(pl.Float64))
    exact = value.round(0).cast(pl.Decimal(38, 18)).alias("value")
    return {name: frames[name].with_columns(exact) for name in ("facts", "companyfacts")}


def value(change: pl.Expr) -> pl.Expr:
    return change.alias("value")


HARM = [
    Mutation("values in thousands", "landing", facts(value(pl.col("value") / 1000)),
             ("landing.facts", "assert_document_matches_companyfacts")),
    Mutation("one value a thousand times too large", "landing", one_value(value(pl.col("value") * 1000)),
             ("landing.facts", "assert_fact_matches_companyfacts")),
    Mutation("one sign flipped", "landing", one_value(value(-pl.col("value"))),
             ("landing.facts", "assert_fact_matches_companyfacts")),
    Mutation("a quarter's value put in the half year", "landing",
             facts(value(pl.col("value").min().over("accession", "concept", "period_end")),
                   of=victim & is_whole & (pl.col("concept") == REVENUES)),
             ("landing.facts", "assert_fact_matches_companyfacts")),
    Mutation("a new filing in thousands", "landing", unknown_to_companyfacts(facts(value(pl.col("value") / 1000))),
             ("landing.facts", "assert_repeated_values_match_other_filings")),
    Mutation("a new filing with signs flipped", "landing", unknown_to_companyfacts(facts(value(-pl.col("value")))),
             ("landing.facts", "assert_repeated_values_match_other_filings")),
    Mutation("periods shifted by a year", "landing",
             facts((pl.col("period_start") - timedelta(days=364)).alias("period_start"),
                   (pl.col("period_end") - timedelta(days=364)).alias("period_end")),
             ("landing.facts", "assert_document_matches_companyfacts")),
    Mutation("a cover page of the year before", "landing",
             facts(pl.lit("2024-07-28").alias("value_text"),
                   of=victim & (pl.col("concept") == "dei:DocumentPeriodEndDate")),
             ("landing.facts", "assert_cover_page_period_end_matches")),
    Mutation("a report filed before its period ends", "landing",
             facts(pl.lit("2025-12-31").alias("value_text"),
                   of=victim & (pl.col("concept") == "dei:DocumentPeriodEndDate")),
             ("landing.facts", "assert_filed_after_period_end")),
    Mutation("a concept renamed", "landing",
             facts(pl.lit("nvda:NetSales").alias("concept"), of=victim & (pl.col("concept") == REVENUES)),
             ("landing.companyfacts", "assert_companyfacts_in_document")),
    Mutation("a column's type changed", "landing",
             lambda frames: {"facts": frames["facts"].with_columns(pl.col("value").cast(pl.Float64))},
             ("landing.facts", "columns_match_contract")),
    Mutation("a column renamed", "landing",
             lambda frames: {"filings": frames["filings"].rename({"accepted_at": "acceptance_time"})},
             ("landing.filings", "columns_match_contract")),
    Mutation("currency changed", "landing",
             unknown_to_companyfacts(facts(pl.lit("TWD").alias("unit"), of=victim & (pl.col("unit") == "USD"))),
             ("landing.facts", "assert_filing_currency_unchanged")),
    Mutation("a company swapped", "landing",
             facts(pl.lit(AMD).alias("value_text"), of=victim & (pl.col("concept") == "dei:EntityCentralIndexKey")),
             ("landing.facts", "assert_cover_page_cik_matches")),
    Mutation("a filing under a second accession", "landing", filed_twice,
             ("landing.documents", "assert_document_hash_unique")),
    Mutation("rows written twice", "landing",
             lambda frames: {"facts": pl.concat([frames["facts"], frames["facts"].filter(victim)])},
             ("landing.facts", "unique_grain")),
    Mutation("half of a filing's rows lost", "landing",
             lambda frames: {"facts": frames["facts"].filter(~victim | (pl.col("fact_no") < 500))},
             ("landing.documents", "assert_document_row_counts_match")),
    Mutation("a filing read to its half", "landing",
             as_read(lambda rows: rows.filter(~victim | (pl.col("fact_no") < 500))),
             ("landing.facts", "assert_document_matches_companyfacts")),
    Mutation("the newest filing read to its half", "landing",
             as_read(lambda rows: rows.filter((pl.col("accession") != NEWEST) | (pl.col("fact_no") < 500))),
             ("landing.facts", "assert_newest_report_fact_count_not_reduced")),
    Mutation("Taiwan and China taken for each other", "landing",
             as_read(named_otherwise({"country:TW": CHINA, CHINA: "country:TW"})),
             ("landing.facts", "assert_geographic_members_not_swapped")),
    Mutation("a filing truncated", "landing",
             documents(damage="ends inside element <td> that starts at line 7: truncated?", damage_code="truncated"),
             ("landing.documents", "assert_document_not_truncated")),
    Mutation("a filing that leaves out a context", "landing",
             documents(damage="contexts that are not there: c-7", damage_code="reference_missing"),
             ("landing.documents", "assert_document_undamaged")),
    Mutation("a web page in a filing's place", "landing", unreadable,
             ("landing.documents", "assert_document_readable")),
    Mutation("the China member not read", "landing", as_read(lambda rows: rows.filter(~(victim & is_in_china))),
             ("landing.facts", "assert_geographic_members_sum_to_total")),
    Mutation("the China member's rows lost", "landing",
             lambda frames: {"facts": frames["facts"].filter(~(victim & is_in_china))},
             ("landing.documents", "assert_document_row_counts_match")),
    Mutation("a file landed and not read", "landing", documents(sha256="0" * 64),
             ("landing.landings", "assert_landed_files_parsed")),
    Mutation("a lost partition", "landing", without_company(AMD, "facts", "companyfacts"),
             ("landing.documents", "assert_document_row_counts_match")),
    Mutation("a company lost altogether", "landing",
             without_company(
                 AMD, "facts", "companyfacts", "filings", "registrants", "documents", "passages", "landings"
             ),
             ("landing.filings", "assert_company_has_filings")),
    Mutation("the newest reports missing from the list", "landing", newest_report_lost,
             ("landing.filings", "assert_periodic_reports_on_time")),
    Mutation("lists of filings of last year", "landing", list_of_last_year,
             ("landing.filings", "assert_filing_lists_recent")),
    Mutation("units lost", "landing",
             facts(pl.lit(None, pl.String).alias("unit"), of=victim & (pl.col("unit") == "USD")),
             ("landing.facts", "assert_numeric_facts_have_unit")),
    Mutation("periods that end before they begin", "landing",
             facts((pl.col("period_end") + timedelta(days=9)).alias("period_start"),
                   of=victim & pl.col("period_start").is_not_null()),
             ("landing.facts", "assert_period_start_before_end")),
    Mutation("values that cannot be read", "landing",
             facts(pl.lit("no number: «n/m»").alias("problem"), of=victim & (pl.col("fact_no") == 100)),
             ("landing.facts", "assert_fact_values_parsed")),
    Mutation("a filing that no list has", "landing",
             lambda frames: {"filings": frames["filings"].filter(~victim)},
             ("landing.facts", "assert_facts_have_listed_filing")),
    Mutation("a key lost", "landing", facts(pl.lit(None, pl.String).alias("cik")),
             ("landing.facts", "not_null")),
]  # fmt: skip

HARMLESS = [
    Mutation("untouched", "landing", lambda _: {}, None),
    Mutation("rows in another order", "landing",
             lambda frames: {name: frame.sample(fraction=1, shuffle=True, seed=7) for name, frame in frames.items()},
             None),
    Mutation("an extra company", "landing", extra_company, None),
    Mutation("a filing that comes late", "landing", late_filing, None),
    Mutation("new members", "landing", as_read(new_members), None),
    Mutation("a longer history", "landing", longer_history, None),
    Mutation("some restated figures", "landing", restated, None),
    Mutation("a filing recast for discontinued operations", "landing", recast, None),
]  # fmt: skip
