"""What is wrong with a document that was read: a code from a closed list, and a message for people.

Belongs here: the codes, and which of several a document has. Not: finding what is wrong (`markup`, `encodings`,
`fact_rows`), nor whether a damaged document may be used, which is SQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple, get_args

DamageCode = Literal[
    "unreadable",  # nothing could be read
    "truncated",  # it ends too early: any fact may be missing
    "malformed",  # not well-formed XML
    "set_incomplete",  # the statements are in documents of the filing that were not read
    "reference_missing",  # facts refer to contexts or units that are not there
    "defined_twice",  # contexts or units with the same id
    "characters",  # another encoding than declared, or bare ampersands
]
#: The worst first.
DAMAGE_CODES: Final[tuple[DamageCode, ...]] = get_args(DamageCode)


class Damage(NamedTuple):
    """One thing that is wrong with a document."""

    code: DamageCode
    message: str


def worst_code(damage: Iterable[Damage]) -> DamageCode | None:
    """The code of the worst of several; null when there is none."""
    return min((one.code for one in damage), key=DAMAGE_CODES.index, default=None)
