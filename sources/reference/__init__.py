"""Curated tables: what people wrote down, loaded, typed and validated. What they mean together is decided in SQL."""

from sources.reference.load import ReferenceFaults, load_reference
from sources.reference.write import curated_fact_frame, reference_files, write_reference

__all__ = ["ReferenceFaults", "curated_fact_frame", "load_reference", "reference_files", "write_reference"]
