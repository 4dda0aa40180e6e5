"""How an asset fails on bad input. Belongs here: turning faults of `sources` into a failure of Dagster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dagster import Failure, MetadataValue

from sources.edgar.client import OriginError
from sources.edgar.store import LandingFaults
from sources.errors import BadInput
from sources.reference import ReferenceFaults

BAD_INPUT = (BadInput, LandingFaults, ReferenceFaults, OriginError)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Raise bad input as a Failure whose description has one line for each fault; retrying would not help."""
    try:
        yield
    except BAD_INPUT as fault:
        lines = str(fault).splitlines()
        metadata = {"faults": MetadataValue.md("\n".join(f"- {line}" for line in lines))}
        raise Failure(str(fault), metadata=metadata, allow_retries=False) from None
