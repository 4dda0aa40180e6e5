"""Conversion of bad input to a Dagster Failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dagster import Failure, MetadataValue

from sources.edgar.company_tables import LandingFaults
from sources.edgar.http.client import OriginError
from sources.errors import BadInput
from sources.reference import ReferenceFaults

BAD_INPUT = (BadInput, LandingFaults, ReferenceFaults, OriginError)


@contextmanager
def clear_failures() -> Iterator[None]:
    """Raise bad input as a Failure whose description has one line for each fault.

    Trying again helps only where an origin said that it was busy, or was not there.
    """
    try:
        yield
    except BAD_INPUT as fault:
        lines = str(fault).splitlines()
        metadata = {"faults": MetadataValue.md("\n".join(f"- {line}" for line in lines))}
        may_pass = isinstance(fault, OriginError) and fault.may_pass
        raise Failure(str(fault), metadata=metadata, allow_retries=may_pass) from None
