"""Why a number is null, and what it would need: from the reason columns of its row and the inputs that are null."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import duckdb

from orchestration.lineage.explanation import InputGroup
from orchestration.lineage.row_query import Row, rows

#: Reason codes that a downloaded filing removes, and those that a row of a curated file removes.
NEEDS_DOCUMENT: Final = frozenset(["filing_document_missing", "filing_quarantined", "no_filing", "no_periodic_report"])
NEEDS_FILING: Final = frozenset(
    [
        "no_china_revenue", "no_quarterly_revenue", "no_revenue_in_usd", "no_rnd_expense", "not_in_filing",
        "not_reported", "not_reported_on_basis", "operand_missing", "operands_differ", "only_within_parts",
        "not_derivable_at_first_report", "no_quarter_since_start", "value_unreadable",
    ]
)  # fmt: skip
NEEDS_FIGURE: Final = frozenset(
    [
        "customs_value_not_published", "imports_not_known_yet", "memory_not_known", "no_defect_density",
        "no_eligible_claim", "no_figure_in_evidence", "no_levy_point", "no_point_in_evidence", "no_public_figure",
        "no_supporting_document", "no_total_on_basis", "no_tsmc_defect_density", "nothing_found",
        "packaging_cost_not_assumed", "price_not_known", "quarter_not_documented", "regime_not_documented",
    ]
)  # fmt: skip
#: Missing inputs that are listed.
LISTED: Final = 5


def reason_of(row: Row, column: str) -> tuple[str | None, str | None]:
    """The sentence and the code of the row's reason for a null in this column: of the column's own, else of the row."""
    parts = set(column.split("_"))
    reasons = [name for name in row if re.search(r"(^|_)reason$", name)]
    # `packaging_null_reason` is about `units_packaging_p50`, `high_null_reason` about `cost_per_die_high_usd`.
    own = [name for name in reasons if (words := set(name.split("_")) - {"null", "reason"}) and words <= parts]
    first = column.partition("_")[0]
    prefixes = [name for name in reasons if name.partition("_")[0] == first]
    for name in (*own, *prefixes, "null_reason", "normalisation_reason", "exclusion_reason", "leave_one_out_reason"):
        if row.get(name):
            return str(row[name]), row.get(f"{name}_code")
    return None, None


def described_null(description: str) -> str:
    """The part of a column's description that describes when it is null; empty without one."""
    parts = re.split(r"(?<=[.;])\s+", " ".join(description.split()))
    return " ".join(part.rstrip(";.") for part in parts if re.search(r"\bnull\b", part, re.IGNORECASE))


def needed(
    con: duckdb.DuckDBPyConnection, code: str | None, groups: Sequence[InputGroup], files: Sequence[str]
) -> Iterator[str]:
    """What would turn the null into a number, most concrete first. `files` are the curated files behind the column."""
    found = rows(con, "from ops.reason_codes where code = $code", {"code": code})
    if code in NEEDS_DOCUMENT:
        yield "the document of the filing: `tributary refresh` with --edgar, which reads a mirror or the SEC"
    elif code in NEEDS_FILING:
        yield "a filing that reports the value for this period; the next refresh that finds one fills it in"
    elif code in NEEDS_FIGURE:
        yield "a source with the figure, entered as a row of a curated file" + (
            f" ({', '.join(files[:4])})" if files else ""
        )
    elif found:
        yield f"other values: {found[0]['explanation'].rstrip('.')}"
    missing = [
        f"{', '.join(nulls)} of {group.table}, row {', '.join(str(value) for value in one.key.values())}"
        for group in groups
        for one in group.rows
        if (nulls := [name for name, value in one.values.items() if value is None])
    ]
    yield from (f"an input that is null too: {text}" for text in missing[:LISTED])
    if len(missing) > LISTED:
        yield f"and {len(missing) - LISTED} more inputs that are null"
