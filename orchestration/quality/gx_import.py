"""A faster import of Great Expectations, without libraries that the quality process does not use."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final

#: Libraries that Great Expectations imports only for statistical expectations and for data in pandas.
LEFT_OUT: Final = ("altair", "scipy", "scipy.stats", "pandas", "pandas._libs", "pandas._libs.lib", "pandas._typing")


class _Unused(ModuleType):
    """A placeholder for an unused library. Its names are classes without instances."""

    __version__ = "0"
    __path__ = []  # noqa: RUF012 - the import system requires it of a package

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        placeholder = type(name, (), {"__module__": self.__name__, "__init__": _refuse})
        setattr(self, name, placeholder)
        return placeholder


@contextmanager
def without_statistics_and_pandas() -> Iterator[None]:
    """Import Great Expectations inside without scipy, altair and pandas: more than half of its CPU seconds.

    Every expectation is SQL, so no pandas frame is created; an attempt raises TypeError. The one function of pandas
    that is called for each result, whether a value is missing, is replaced. Garbage collection is disabled meanwhile,
    because imports create no garbage. Only for a process that does nothing else.
    """
    for name in LEFT_OUT:
        module = _Unused(name)
        module.__spec__ = ModuleSpec(name, None, is_package=True)
        if sys.modules.setdefault(name, module) is module and "." in name:
            parent, _, child = name.rpartition(".")
            setattr(sys.modules[parent], child, module)
    if isinstance(sys.modules["pandas"], _Unused):
        vars(sys.modules["pandas"]).update(isna=_is_missing, isnull=_is_missing)
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _is_missing(value: object) -> bool:
    """As in pandas, for one value: None or NaN."""
    return value is None or value != value  # noqa: PLR0124 - only NaN differs from itself


def _refuse(*_: Any, **__: Any) -> None:
    raise TypeError("pandas is not available in the quality process: an expectation is SQL")
