"""The curated tables, declared: columns, types, keys and references, one `Table` each.

How a file is read is in `rows`, how a cell is parsed in `cells`, how faults are collected in `load`. To add a curated
table, add one `Table` in the module of its subject, one CSV file and one sidecar.
"""

from __future__ import annotations

from typing import Final

from sources.reference.tables.capacities import CAPACITIES
from sources.reference.tables.claims import CLAIMS
from sources.reference.tables.filings import FILINGS
from sources.reference.tables.levies import LEVIES
from sources.reference.tables.ranges import RANGES
from sources.reference.tables.rules import Cited, Column, Holds, Kind, Needed, Shares, Table

__all__ = ["TABLES", "Cited", "Column", "Holds", "Kind", "Needed", "Shares", "Table"]

TABLES: Final[tuple[Table, ...]] = (*CLAIMS, *FILINGS, *LEVIES, *CAPACITIES, *RANGES)
