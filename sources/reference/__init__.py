"""Curated tables, written by hand: loaded, typed and validated. SQL decides what they mean together."""

from sources.reference.load import ReferenceFaults, load_reference
from sources.reference.write import curated_fact_frame, reference_files, write_reference

__all__ = ["ReferenceFaults", "curated_fact_frame", "load_reference", "reference_files", "write_reference"]
