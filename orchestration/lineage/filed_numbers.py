"""Decompose numbers that come from filings into formulas and the facts of these filings.

Goes from a row of a mart to `ops.value_history`, `ops.value_facts` and `ops.metric_facts`, as
`ops.columns.explained_by` describes for the column. Columns without it are explained in `inputs`. Reads only the
published file; rules are in the dbt project.

`explained_by` is one of
    {"formula": "levy_usd / rnd_expense_usd"}       two other columns of the row and an operation
    {"series": "revenue", "geography": "CN", ...}   a number of ops.value_history for the row's period
    {"table": "levy.scenarios", "key": ...}         a curated row; "row" names it where no column does
    {"row_of": "levy.levy_due", "column": ...}      the same number of the row of another mart
Where a row's base is not China revenue, "parts" names the table whose rows add up to the number, "part" their column.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import duckdb

from orchestration.lineage.evidence import citation
from orchestration.lineage.explanation import Explanation, formula_parts
from orchestration.lineage.row_query import Row, columns_of, rows, table_name

KEYS: Final = ("ticker", "fiscal_year", "scenario_id")
YEAR_TO_DATE: Final = {"Q1": "Q1", "Q2": "H1", "Q3": "9M", "Q4": "FY", "FY": "FY"}


def filed_number(
    con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, Row], column: str, row: Row
) -> Explanation:
    """The explanation of one column of one row."""
    how = json.loads(columns[column]["explained_by"])
    bare = Explanation(f"{table}.{column}", row[column], columns[column]["description"])
    if "parts" in how and row["base"] != "china_revenue":
        return replace(bare, formula="sum", **_parts_of(con, how, row, bare.value))
    if "row_of" in how:
        return _same_number(con, bare, how, row)
    if "formula" in how:
        left, _, right = formula_parts(how["formula"])
        operands = [filed_number(con, table, columns, name, row) for name in (left, right)]
        missing = next((operand.null_reason for operand in operands if operand.value is None), None)
        reason = None if bare.value is not None else missing or "the divisor is not positive"
        return replace(bare, formula=how["formula"], operands=operands, null_reason=reason)
    if "table" in how:
        return replace(bare, curated=_curated(con, how, row))
    return _series(con, bare, how, row)


def _parts_of(con: duckdb.DuckDBPyConnection, how: dict[str, str], row: Row, value: object) -> Row:
    """The curated rows that add up to a number of a product scenario, as operands."""
    keys = [*KEYS, "fiscal_quarter"] if row["fiscal_quarter"] is not None else KEYS
    parts = _with_key(con, how["parts"], {key: row[key] for key in keys}, " order by period_end, chip_id, regime_id")
    operands = [
        Explanation(
            f"{how['parts']}.{how['part']}, {part['chip']} in Q{part['fiscal_quarter']} of fiscal year "
            f"{part['fiscal_year']}",
            part[how["part"]],
            null_reason=part["null_reason"] if part[how["part"]] is None else None,
            curated=part,
        )
        for part in parts
    ]
    return {"operands": operands, "null_reason": row["null_reason"] if value is None else None}


def _same_number(con: duckdb.DuckDBPyConnection, bare: Explanation, how: dict[str, str], row: Row) -> Explanation:
    """The explanation of the same number in the row of another mart."""
    (other,) = _with_key(con, how["row_of"], {key: row[key] for key in KEYS}, " and fiscal_quarter is null")
    found = filed_number(con, how["row_of"], columns_of(con, how["row_of"]), how["column"], other)
    return replace(found, what=bare.what, description=bare.description)


def _curated(con: duckdb.DuckDBPyConnection, how: dict[str, str], row: Row) -> Row:
    """The curated row that a number is taken from, with its file and the source that the row itself cites."""
    (curated,) = _with_key(con, how["table"], {"scenario_id": how.get("row") or row[how["key"]]})
    return curated | {"file": f"{how['table'].replace('.', '_')}.csv"} | citation(con, curated["source_id"])


def _with_key(con: duckdb.DuckDBPyConnection, table: str, key: Row, more: str = "") -> list[Row]:
    """The rows of a published table with this key; `more` is a further condition, or an order, as SQL."""
    return rows(con, f"from {table_name(table)} where {_same(key)}{more}", key)


def _same(key: Row) -> str:
    return " and ".join(f"{name} = ${name}" for name in key)


def _series(con: duckdb.DuckDBPyConnection, bare: Explanation, how: dict[str, str], row: Row) -> Explanation:
    """A number of ops.value_history, or a sum or growth of several."""
    key = _key(how, row)
    if how.get("slot") == "last_four_quarters" and key["slot"] != "FY":
        quarters = _last_four(key["fiscal_year"], int(key["slot"][1]))
        four = [_version(con, {**key, "fiscal_year": year, "slot": f"Q{quarter}"}) for year, quarter in quarters]
        reason = (
            None if bare.value is not None else "the four quarters are not all known, consecutive and of one concept"
        )
        return replace(bare, formula="sum", operands=four, null_reason=reason)
    if how.get("slot") == "growth_on_year_before":
        now, before = _version(con, key), _version(con, {**key, "fiscal_year": key["fiscal_year"] - 1})
        change = Explanation("change on the year before", None, formula="now - before", operands=[now, before])
        reason = None if bare.value is not None else "one of the two is not known, or they are of different concepts"
        return replace(bare, formula="change / before", operands=[change, before], null_reason=reason)
    found = _version(con, key, how.get("version") or row.get("version") or "latest", row)
    reason = None if bare.value is not None else found.null_reason or row.get("null_reason")
    return replace(found, what=bare.what, value=bare.value, description=bare.description, null_reason=reason)


def _key(how: dict[str, str], row: Row) -> Row:
    """The key in ops.value_history of a column of a row."""
    geography = how.get("geography") or row.get("geography") or "total"
    year, quarter = row.get("fiscal_year"), row.get("fiscal_quarter")
    if how.get("period") == "china":
        year, quarter = row["china_fiscal_year"], row["china_fiscal_quarter"]
    if how.get("period", "").startswith("rnd_year"):
        year, quarter = row[how["period"]], None
    slot = row.get("slot") or (f"Q{quarter}" if quarter else "FY")
    return {
        "cik": row["cik"],
        "metric": row.get("metric") or how["series"],
        "geography": geography,
        "geography_basis": "not_applicable" if geography == "total" else row["geography_basis"],
        "fiscal_year": year,
        "slot": YEAR_TO_DATE[slot] if how.get("slot") == "year_to_date" else slot,
    }


def _version(con: duckdb.DuckDBPyConnection, key: Row, version: str = "latest", row: Row | None = None) -> Explanation:
    """One version of one number of ops.value_history with its facts, those not chosen, and its history."""
    versions = _with_key(con, "ops.value_history", key, " order by known_at")
    chosen = _select_version(versions, version, row or {})
    what = f"{key['metric']} {key['geography']} {key['slot']} of fiscal year {key['fiscal_year']}"
    if chosen is None:
        return Explanation(what, None, null_reason="no available filing reports it", versions=versions)
    facts = rows(
        con,
        f"""
        select f.*, v.operand_no, v.sign, v.fact_slot, v.fact_value_usd
        from (from ops.value_facts where {_same(key)} and known_at = $known_at) as v
        join ops.metric_facts as f
            on v.cik = f.cik and v.fact_metric = f.metric and v.accession = f.accession
            and v.source_kind = f.source_kind and v.document = f.document and v.fact_no = f.fact_no
        order by v.operand_no
        """,  # noqa: S608 - names are ours
        {**key, "known_at": chosen["known_at"]},
    )
    return Explanation(
        what,
        chosen["value_usd"],
        formula=chosen["formula"],
        null_reason=chosen["null_reason"],
        caveat=chosen["caveat"],
        facts=facts,
        not_chosen=_not_chosen(con, key, facts),
        versions=versions,
    )


def _select_version(versions: list[Row], version: str, row: Row) -> Row | None:
    """The requested version: by name, or by time for a row of a history."""
    if "known_until" in row:
        return next(v for v in versions if v["known_at"] == row["known_at"])
    if "restated_usd" in row:
        moment = row["previous_known_at" if version == "previous" else "known_at"]
        return next(v for v in versions if v["known_at"] == moment)
    if version == "first_reported":
        return next((v for v in versions if v["is_first_report"]), None)
    return next((v for v in versions if v["known_until"] is None), None)


def _not_chosen(con: duckdb.DuckDBPyConnection, key: Row, facts: list[Row]) -> list[Row]:
    """Facts for the same company, place, metrics and slots that this number does not use; the reason is in `why`."""
    slots = {fact["fact_slot"] for fact in facts} | {key["slot"]}
    metrics = {fact["metric"] for fact in facts} | {key["metric"]}
    chosen = {(fact["accession"], fact["document"], fact["fact_no"]) for fact in facts}
    others = rows(
        con,
        "from ops.metric_facts where cik = $cik and geography = $geography and fiscal_year = $fiscal_year"
        " and list_contains($slots, slot) and list_contains($metrics, metric)"
        " order by slot, known_at, accession, document, fact_no",
        {name: key[name] for name in ("cik", "geography", "fiscal_year")}
        | {"slots": sorted(slots), "metrics": sorted(metrics)},
    )
    return [
        other | {"why": _why_not(other, key)}
        for other in others
        if (other["accession"], other["document"], other["fact_no"]) not in chosen
    ]


def _why_not(fact: Row, key: Row) -> str:
    if fact["geography_basis"] != key["geography_basis"]:
        return f"another geography basis, {fact['geography_basis']}"
    if fact["coverage_class"] == "used":
        return "used for another version, or for a value derived from it"
    return str(fact["why"])


def _last_four(year: int, quarter: int) -> Iterator[tuple[int, int]]:
    """The quarter and the three before it, oldest first."""
    for back in (3, 2, 1, 0):
        yield (year, quarter - back) if quarter > back else (year - 1, quarter - back + 4)
