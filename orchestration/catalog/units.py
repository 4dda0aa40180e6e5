"""The unit of a published column, from a table of name endings.

A number's unit is in its name (`levy_usd`, `yield_mid_share`). Where the name has no unit, or only a part, the YAML of
the mart has it (`meta: {unit: …}`). Other types have the unit of their type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

#: Endings and parts of a number's name → its unit. The first that matches counts.
NAMED: Final = tuple(
    (re.compile(pattern), unit)
    for pattern, unit in (
        (r"_usd$", "US dollars"),
        (r"_share$", "share: 1 is the whole"),
        (r"_gb_per_s$", "gigabytes per second"),
        (r"_gb$", "gigabytes"),
        (r"_per_cm2$", "killer defects per cm²"),
        (r"_area_mm2$", "mm²"),
        (r"(^|_)fiscal_year$|^rnd_year_|^rnd_equal_year$", "fiscal year, by the company's own name"),
        (r"(^|_)fiscal_quarter$", "fiscal quarter, 1 to 4"),
        (r"(^|_)year$", "calendar year"),
        (r"^days_|_days$", "days"),
        (r"dies_per_package$", "logic dies per package"),
        (r"dies_per_wafer(_low|_mid|_high)?$", "dies per wafer"),
        (r"^dies_", "logic dies"),
        (r"(^|_)h20e_", "H20 equivalents per year"),
        (r"(^|_)units(_|$)", "accelerators per year"),
        (r"(^|_)ratio(_|$)|_relative_to_", "ratio: 1 is equal"),
        (r"rank_correlation$", "rank correlation, -1 to 1"),
        (r"_count$", "number of them"),
        (r"^rows_", "number of rows"),
    )
)
#: DuckDB type, without its precision → unit of a column that is not a number.
TYPED: Final = {
    "varchar": "text",
    "date": "day",
    "timestamp": "moment, UTC",
    "boolean": "true or false",
}


def unit_of(column: str, data_type: str, meta: Mapping[str, Any]) -> str | None:
    """The unit of a published column; None for a number without one.

    `data_type` is DuckDB's, `meta` what the YAML says beside the column, which takes precedence over the name.
    """
    declared: str | None = meta.get("unit")
    return declared or implied_unit(column, data_type)


def implied_unit(column: str, data_type: str) -> str | None:
    """The unit from a column's type or name; None when neither has one."""
    return TYPED.get(data_type.split("(", maxsplit=1)[0].lower()) or next(
        (unit for pattern, unit in NAMED if pattern.search(column)), None
    )
