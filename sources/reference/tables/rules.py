"""Classes to declare a curated table: columns, keys, and rules between the columns of a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal[
    "string",
    "ticker",
    "cik",
    "integer",
    "decimal",
    "positive",
    "share",
    "date",
    "enum",
    "geography",
    "regex",
    "accession",
    "qname",
    "xbrl_decimals",
    "url",
    "names",
    "windows",
    "formula",
    "conditions",
]


@dataclass(frozen=True)
class Column:
    """One column. `values` lists an enum's members; `default` fills an empty cell; `refers_to` is 'table.column'.

    A cell of kind `names` is a list, with semicolons between, and one of kind `formula` may name claims; each name is
    looked up in what `refers_to` names, which may be several columns ('table.column|table.column').
    """

    name: str
    kind: Kind = "string"
    required: bool = True
    values: tuple[str, ...] = ()
    default: str | None = None
    refers_to: str | None = None
    least: int | None = None


@dataclass(frozen=True)
class Needed:
    """`column` must be filled exactly when `when` holds one of `among` (any value at all when `among` is empty).

    With `only` false it must be filled then, and may be filled at other times.
    """

    column: str
    when: str
    among: tuple[str, ...] = ()
    only: bool = True


@dataclass(frozen=True)
class Holds:
    """`column` must be `value` exactly when `when` holds one of `among`."""

    column: str
    value: str
    when: str
    among: tuple[str, ...]


@dataclass(frozen=True)
class Shares:
    """`columns` hold shares, 0 to 1, in every row whose `unit` is "share".

    The unit is in the row itself, or in the row of another table that the column `through` refers to.
    """

    columns: tuple[str, ...]
    unit: str = "unit"
    through: str | None = None


@dataclass(frozen=True)
class Cited:
    """The row that `column` refers to must have `value` in `field` when `when` holds one of `among`."""

    column: str
    field: str
    value: str
    when: str
    among: tuple[str, ...]


@dataclass(frozen=True)
class Ordered:
    """What is in `low` may not exceed what is in `high`, in rows where each column of `where` has one of its values."""

    low: str
    high: str
    where: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Same:
    """Rows that agree in `key` agree in `columns` too, where both are filled."""

    key: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Agrees:
    """Where both are filled, `column` is equal to `field` of the row that `through` refers to."""

    column: str
    through: str
    field: str
    remedy: str


@dataclass(frozen=True)
class AnyOf:
    """At least one of `columns` must be filled when `when` holds one of `among`, unless the note has `unless`."""

    columns: tuple[str, ...]
    when: str
    among: tuple[str, ...]
    unless: str = ""


@dataclass(frozen=True)
class Product:
    """`column` is the product of `factors`, within half a percent, where all are filled."""

    column: str
    factors: tuple[str, str]


@dataclass(frozen=True)
class Spans:
    """From `start` to `end`, both included, is a number of days in one of the ranges `days`."""

    start: str
    end: str
    days: tuple[tuple[int, int], ...]


#: What a fiscal period may last, in days: a quarter of 12 to 14 weeks or three months, and two to four of these.
FISCAL_DAYS: Final = ((80, 100), (174, 190), (265, 282), (355, 380))

#: Only a primary source is a document: a filing, an official text, the maker's own page or statement.
DOCUMENT_IS_PRIMARY: Final = Cited("source_id", "tier", "primary", "confidence", ("document",))


@dataclass(frozen=True)
class Table:
    """One curated file.

    `unique` lists keys, `if_repeated` what to do where a value of one of them is repeated, `ordered` pairs of which the
    first may not exceed the second, `different` pairs of which the second may not be the first.
    `past` are days on which something was already known, `percent` pairs of a share and a text that may name it in
    percent, `spelled` columns in which one name is written one way, `of_company` a column with a ticker or CIK whose
    cited filings must be that company's.
    """

    name: str
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...]
    ordered: tuple[tuple[str, str], ...] = ()
    needed: tuple[Needed, ...] = ()
    holds: tuple[Holds, ...] = ()
    shares: tuple[Shares, ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    if_repeated: tuple[tuple[tuple[str, ...], str], ...] = ()
    ordered_when: tuple[Ordered, ...] = ()
    same: tuple[Same, ...] = ()
    agrees: tuple[Agrees, ...] = ()
    any_of: tuple[AnyOf, ...] = ()
    products: tuple[Product, ...] = ()
    spans: tuple[Spans, ...] = ()
    past: tuple[str, ...] = ()
    percent: tuple[tuple[str, str], ...] = ()
    spelled: tuple[str, ...] = ()
    of_company: str | None = None

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @property
    def cited(self) -> tuple[Cited, ...]:
        """What cited rows must be like: a rule of every table whose rows have a source and a confidence."""
        has = {c.name for c in self.columns} >= {DOCUMENT_IS_PRIMARY.column, DOCUMENT_IS_PRIMARY.when}
        return (DOCUMENT_IS_PRIMARY,) if has else ()
