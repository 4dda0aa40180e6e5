"""The parts of an explanation: one number, the inputs it is made of, and the evidence of each."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from orchestration.lineage.row_query import Row

OPERATIONS: Final = {"*": operator.mul, "/": operator.truediv, "-": operator.sub, "+": operator.add}


@dataclass(frozen=True)
class Evidence:
    """One place outside the warehouse where a value can be looked up: a filing, a fact of it, or a cited source."""

    kind: str  # filing | fact | source | curated
    name: str  # accession, source_id, or file and key of a curated row
    text: str
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class InputRow:
    """One row that a number is made of: table, key, the values it reads, and what these are made of in turn."""

    table: str
    key: Row
    values: Row
    units: dict[str, str] = field(default_factory=dict)
    null_reason: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    groups: list[InputGroup] = field(default_factory=list)
    #: Whether the row's evidence is given at an earlier mention of the same row.
    is_repeated: bool = False


@dataclass(frozen=True)
class InputGroup:
    """The input rows of one table. `relation` is how they make the number, where that was recomputed."""

    table: str
    rows: list[InputRow]
    #: Number of matching rows, of which `rows` may be the first.
    row_count: int
    relation: str = ""


@dataclass(frozen=True)
class Explanation:
    """One number and its inputs: a formula of other explanations, facts of filings, or rows of other tables."""

    what: str
    value: Decimal | int | float | None
    description: str = ""
    formula: str | None = None
    operands: list[Explanation] = field(default_factory=list)
    null_reason: str | None = None
    caveat: str | None = None
    #: Facts whose values times signs add up to the number (columns of ops.value_facts and ops.metric_facts).
    facts: list[Row] = field(default_factory=list)
    #: Facts for the same company, metric, place and period that were not chosen, and why.
    not_chosen: list[Row] = field(default_factory=list)
    #: Every version of the number, oldest first.
    versions: list[Row] = field(default_factory=list)
    #: The curated row of the number, with the source that it cites.
    curated: Row | None = None
    unit: str = ""
    #: Columns that identify the row, with their values.
    key: Row = field(default_factory=dict)
    #: The grain and decisions of the model, as documented.
    rule: str = ""
    #: Files of the dbt project with the SQL: the model, then the macros with its query.
    sql_files: list[str] = field(default_factory=list)
    #: Other columns of the row that the number is computed from.
    row_values: Row = field(default_factory=dict)
    groups: list[InputGroup] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    null_reason_code: str | None = None
    #: What a null needs to become a number.
    needed: list[str] = field(default_factory=list)

    def all_facts(self) -> Iterator[Row]:
        """The facts of the number and of its operands."""
        yield from self.facts
        for operand in self.operands:
            yield from operand.all_facts()

    def recomputed(self) -> Decimal | None:
        """The number recomputed from facts and curated rows, unrounded; None where that is not possible."""
        if self.facts:
            return sum((fact["sign"] * fact["fact_value_usd"] for fact in self.facts), Decimal(0))
        if self.curated is not None:
            return None if self.value is None else Decimal(self.value)
        values = [operand.recomputed() for operand in self.operands]
        if not values or None in values:
            return None
        if self.formula == "sum":
            return sum((value for value in values if value is not None), Decimal(0))
        left, right = values
        result: Decimal = OPERATIONS[formula_parts(self.formula or "")[1]](left, right)
        return result


def formula_parts(formula: str) -> tuple[str, str, str]:
    """Left, operation and right of a formula."""
    match = re.fullmatch(r"(\w+) ([-+*/]) (\w+)", formula)
    if match is None:
        raise ValueError(f"not a formula of two columns: {formula!r}")
    left, operation, right = match.groups()
    return left, operation, right
