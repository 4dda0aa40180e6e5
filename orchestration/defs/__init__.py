"""Everything Dagster: assets, asset checks, resources, jobs, schedules, sensors; `build` puts them together.

This file imports none of it: the command line loads Dagster only when there is something to build.
"""
