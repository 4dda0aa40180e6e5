"""For Superset: every query opens the version of the published file that stands at that moment.

Superset names another user agent in each place that it connects from, which DuckDB takes for another configuration and
refuses while a first connection is open; and a process that always has a connection open to one path sees one version.
"""

import os


def DB_CONNECTION_MUTATOR(uri, params, username, security_manager, source):  # noqa: ARG001 - Superset's own names
    if uri.drivername.startswith("duckdb"):
        uri = uri.set(database=os.path.realpath(uri.database))
        params.setdefault("connect_args", {}).setdefault("config", {})["custom_user_agent"] = "superset"
    return uri, params
