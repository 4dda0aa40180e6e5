"""Atomic writes of bytes and of Parquet: a reader finds the whole old file or the whole new one."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

import polars as pl


def write_atomically(data: bytes, path: Path) -> None:
    """Write a file so that a reader, or a crash at any moment, finds the old bytes or the new, never a part.

    The temporary file is in the same folder (same filesystem), starts with a dot and is removed on failure.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def parquet_bytes(table: pl.DataFrame, level: int = 3) -> bytes:
    """A frame as parquet (zstd). The same frame gives the same bytes."""
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd", compression_level=level, statistics=True)
    return buffer.getvalue()


def write_parquet_atomically(table: pl.DataFrame, path: Path) -> None:
    """`write_atomically` for a frame, as zstd parquet."""
    write_atomically(parquet_bytes(table), path)
