"""A lighter import of Great Expectations. Belongs here: what is left out of it, and why that is safe."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final

#: Libraries that Great Expectations imports for what a gate never does: statistical expectations, and data in pandas.
LEFT_OUT: Final = ("altair", "scipy", "scipy.stats", "pandas", "pandas._libs", "pandas._libs.lib", "pandas._typing")


class _Unused(ModuleType):
    """Stands for a library that nothing here calls. Its names are classes that nothing is an instance of."""

    __version__ = "0"
    __path__ = []  # noqa: RUF012 - a package, as the import system asks it

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        placeholder = type(name, (), {"__module__": self.__name__, "__init__": _refuse})
        setattr(self, name, placeholder)
        return placeholder


@contextmanager
def without_statistics_and_pandas() -> Iterator[None]:
    """Import Great Expectations inside without scipy, altair and pandas: more than half of its CPU seconds.

    Every expectation of ours is SQL, so no frame of pandas is ever made; whoever tries gets a TypeError. What is asked
    of pandas for each result, whether a value is missing, is answered. Nothing is collected meanwhile either: none of
    what an import makes is garbage. Only for a process that does nothing else.
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
    """As pandas says it of one value: None, or a number that is none."""
    return value is None or value != value  # noqa: PLR0124 - NaN alone differs from itself


def _refuse(*_: Any, **__: Any) -> None:
    raise TypeError("the gates know no pandas: an expectation is SQL")
