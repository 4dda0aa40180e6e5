"""Values within the plausible ranges of `value_ranges.csv`, and days that cannot lie in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from sources.reference.cells import NUMBER, Value
from sources.reference.loaded import Loaded, Row, Tables, decimal, shown

RANGES = "value_ranges"


def check_past(loaded: Loaded, accessed: str) -> None:
    """Record days of knowledge after today; `accessed` is the newest day in a sidecar, for a clock that is slow."""
    today = max(f"{datetime.now(UTC):%Y-%m-%d}", accessed)
    for column in loaded.table.past:
        for index, row in loaded.filled(column):
            if str(row[column]) > today:
                loaded.fault(index, column, f"{row[column]} has not come yet", "Write the day on which it was known.")


def check_ranges(loaded: Loaded, tables: Tables) -> None:
    """Record numbers outside the ranges of their column, and numbers of a kind that has no range where others have."""
    ranges = tables[RANGES]
    if loaded.table.name == RANGES:
        _check_names(ranges, tables)
        return
    if ranges.faults:
        return
    mine = [row for _, row in ranges.filled("table_name", "column_names") if row["table_name"] == loaded.table.name]
    for index, row in enumerate(loaded.rows):
        seen: dict[str, bool] = {}
        for one in mine:
            applies = all(shown(row.get(name)) == value for name, value in _conditions(one))
            for name in str(one["column_names"]).split(";"):
                seen[name] = seen.get(name, False) or applies
            if applies:
                _check_range(loaded, index, row, one)
        for name in (name for name, is_found in seen.items() if not is_found and list(_numbers(row, name))):
            kinds = {kind for one in mine for kind, _ in _conditions(one)}
            kind = ", ".join(f"{kind} {row.get(kind)}" for kind in sorted(kinds))
            remedy = f"Correct it, or add a range with its reason to {RANGES}.csv."
            loaded.fault(index, name, f"no range is known for {kind}", remedy)


def _check_names(ranges: Loaded, tables: Tables) -> None:
    for index, row in ranges.filled("table_name", "column_names"):
        table = tables.get(str(row["table_name"]))
        if table is None:
            ranges.fault(index, "table_name", f"{row['table_name']!r} is not a curated table", "Write its name.")
            continue
        known = {column.name for column in table.table.columns}
        named = [name.partition("@")[0] for name in str(row["column_names"]).split(";")]
        named += [name for name, _ in _conditions(row)]
        for name in named:
            if name not in known:
                problem = f"{name!r} is not a column of {row['table_name']}.csv"
                ranges.fault(index, "column_names", problem, "Write the name of one of its columns.")


def _conditions(one: Row) -> list[tuple[str, str]]:
    pairs = (pair.partition("=") for pair in str(one.get("applies_to") or "").split(";") if pair)
    return [(name, value) for name, _, value in pairs]


def _check_range(loaded: Loaded, index: int, row: Row, one: Row) -> None:
    least, most, remedy = one.get("least"), one.get("most"), _remedy(one)
    numbers = [(name, n) for name in str(one["column_names"]).split(";") for n in _numbers(row, name)]
    for name, number in numbers:
        if number == 0 and one.get("or_zero") == "yes":
            continue
        if least is not None and number < decimal(least):
            loaded.fault(index, name, f"{shown(number)} is below {shown(least)}, {one['reason']}", remedy)
        elif most is not None and number > decimal(most):
            loaded.fault(index, name, f"{shown(number)} is above {shown(most)}, {one['reason']}", remedy)
    spread, sizes = one.get("spread_factor"), [abs(number) for _, number in numbers if number]
    if spread is not None and sizes and max(sizes) > decimal(spread) * min(sizes):
        names = ", ".join(name for name, _ in numbers)
        problem = f"{shown(max(sizes))} is more than {shown(spread)} times {shown(min(sizes))}"
        loaded.fault(index, names, f"{problem}, {one['reason']}", remedy)


def _remedy(one: Row) -> str:
    return f"Correct it, or change {one['range_id']!r} of {RANGES}.csv with a reason."


def _numbers(row: Row, name: str) -> Iterator[Decimal]:
    """The numbers in a cell: of a date its year, of a list of classes the bounds of one side."""
    column, _, side = name.partition("@")
    cell: Value = row.get(column)
    if isinstance(cell, date):
        yield Decimal(cell.year)
    elif side and cell is not None:
        for window in str(cell).split(";"):
            performance, bandwidth = window.split("@")
            yield from map(Decimal, (performance if side == "performance" else bandwidth).split("-"))
    elif cell is not None and NUMBER.fullmatch(str(cell)):
        yield Decimal(str(cell))
