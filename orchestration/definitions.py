"""What Dagster's own commands load: the definitions for the home that the environment names."""

from __future__ import annotations

from orchestration.defs.build import build_defs
from orchestration.runtime.paths import Home

defs = build_defs(Home.find())
