"""A lighter import of Great Expectations. Belongs here: what is left out of it, and why that is safe."""

from __future__ import annotations

import sys
from types import ModuleType


class _Unused(ModuleType):
    """Stands for a library that nothing here calls; its names are placeholders."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return object


def leave_out_statistics_and_plots() -> None:
    """Keep scipy and altair out of this process: two of six CPU seconds, and 80 MB.

    Great Expectations imports both for three statistical expectations, which are not among ours. Only for a process
    that does nothing else.
    """
    for name in ("altair", "scipy", "scipy.stats"):
        sys.modules.setdefault(name, _Unused(name))
    sys.modules["scipy"].stats = sys.modules["scipy.stats"]  # type: ignore[attr-defined] # `from scipy import stats`
