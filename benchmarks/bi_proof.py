"""`make bi-proof`: a real Superset asks the published file by REST while versions are published under it.

It fails when one request fails, or one answer is older than what was published before the question was asked. Superset
runs from an environment of its own, on loopback, with a temporary home, and is ended by its process id.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import httpx

from orchestration.release.publish import publish, read_manifest
from orchestration.runtime.paths import PROJECT, Home

VENV = PROJECT / "data" / "bi" / "venv"
PUBLICATIONS = 15
SECONDS_BETWEEN = 1.0
CONFIG = """
SECRET_KEY = {secret!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{home}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
"""
#: What a Superset of one's own needs too, in its superset_config.py: docs/connections.md shows it.
MUTATOR = (PROJECT / "docs" / "superset_config.py").read_text(encoding="utf-8")
QUESTION = (
    "select r.build_id, count(*) as levies, sum(d.levy_usd) as levy_usd"
    " from ops.refresh as r cross join levy.levy_due as d where r.is_current group by r.build_id"
)


class Publisher(threading.Thread):
    """Publishes the same marts as one build after another."""

    def __init__(self, file: Path, home: Home) -> None:
        super().__init__()
        self.file, self.home, self.is_done = file, home, False

    def run(self) -> None:
        for _ in range(PUBLICATIONS):
            time.sleep(SECONDS_BETWEEN)
            publish_again(self.file, self.home)
        self.is_done = True


def publish_again(file: Path, home: Home) -> None:
    """Publish the marts of `file` as a build of their own."""
    build_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}"
    home.build.mkdir(parents=True, exist_ok=True)
    build = home.build / "proof.duckdb"
    shutil.copy(file, build)
    with duckdb.connect(str(build)) as con:
        con.execute("update ops.refresh set build_id = ? where is_current", [build_id])
    run = {"build_id": build_id, "git_commit": None, "tributary_version": "proof", "input_fingerprint": ""}
    publish(build, home, run, {})


def current(home: Home) -> str:
    """Which build is published now."""
    manifest: dict[str, Any] = read_manifest(home) or {}
    return str(manifest["build_id"])


def superset(folder: Path, *arguments: str) -> None:
    """Run one of Superset's commands to its end."""
    done = subprocess.run(
        [str(VENV / "bin" / "superset"), *arguments],
        env=environment(folder), cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"superset {' '.join(arguments[:2])} failed: {done.stderr[-800:]}")


def environment(folder: Path) -> dict[str, str]:
    """Superset's settings: all that it writes lies in the folder."""
    config = folder / "superset_config.py"
    if not config.exists():
        config.write_text(CONFIG.format(secret=secrets.token_hex(32), home=folder) + MUTATOR)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))},
        "SUPERSET_CONFIG_PATH": str(config),
        "SUPERSET_HOME": str(folder),
        "FLASK_APP": "superset",
        "HOME": str(folder),
    }


def register(client: httpx.Client, password: str, file: Path) -> int:
    """Log in, and make the published file a database of Superset's; returns its id."""
    login = {"username": "proof", "password": password, "provider": "db", "refresh": False}
    token = client.post("/api/v1/security/login", json=login).raise_for_status().json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    made = client.post(
        "/api/v1/database/",
        json={
            "database_name": "Tributary",
            "sqlalchemy_uri": f"duckdb:///{file}",
            "expose_in_sqllab": True,
            "cache_timeout": -1,
            "extra": json.dumps({"engine_params": {"connect_args": {"read_only": True}}}),
        },
    )
    if made.is_error:
        sys.exit(f"Superset did not take the database: {made.text[:500]}")
    return int(made.json()["id"])


def ask(client: httpx.Client, database: int) -> httpx.Response:
    """One question through SQL Lab."""
    asked = {"database_id": database, "sql": QUESTION, "client_id": secrets.token_hex(5), "runAsync": False}
    return client.post("/api/v1/sqllab/execute/", json=asked)


def wait(client: httpx.Client, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers."""
    for _ in range(240):
        if server.poll() is not None:
            sys.exit("Superset ended before it answered")
        try:
            if client.get("/health").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.5)
    sys.exit("Superset did not answer within two minutes")


def prove(folder: Path, published: Path) -> dict[str, Any]:
    """Start Superset, ask while versions are published; what came of it."""
    home, password = Home(folder / "home"), secrets.token_hex(8)
    marts = Path(shutil.copy(published, folder / "marts.duckdb"))
    publish_again(marts, home)
    superset(folder, "db", "upgrade")
    superset(folder, "fab", "create-admin", "--username", "proof", "--firstname", "p", "--lastname", "p", "--email",
             "proof@localhost", "--password", password)  # fmt: skip
    superset(folder, "init")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "superset.log").open("wb") as log:
        server = subprocess.Popen(
            [str(VENV / "bin" / "superset"), "run", "-h", "127.0.0.1", "-p", str(port), "--with-threads"],
            env=environment(folder), cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
            wait(client, server)
            return _ask_while_publishing(client, register(client, password, home.published_file), marts, home)
    finally:
        server.terminate()
        server.wait(timeout=60)


def _ask_while_publishing(client: httpx.Client, database: int, marts: Path, home: Home) -> dict[str, Any]:
    publisher = Publisher(marts, home)
    answers, errors, stale, seen = 0, [], [], set()
    publisher.start()
    is_last = False
    while not is_last:
        is_last = publisher.is_done
        before = current(home)
        response = ask(client, database)
        if response.is_error:
            errors.append(response.text[:300])
            continue
        (row,) = response.json()["data"]
        answers += 1
        seen.add(row["build_id"])
        if row["build_id"] < before:
            stale.append((before, row["build_id"]))
    publisher.join()
    return {
        "publications": PUBLICATIONS,
        "answers": answers,
        "versions seen": len(seen),
        "errors": errors,
        "stale": stale,
        "last answer is the last version": max(seen, default="") == current(home),
    }


def main() -> None:
    """Prove it and print a table; status 1 when it does not hold."""
    published = Home.find().published_file
    if not published.is_file():
        sys.exit(f"Nothing is published in {published.parent}. Run `make refresh` first.")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tributary-bi-") as folder:
        found = prove(Path(folder), published)
    found["seconds in all"] = round(time.monotonic() - started)
    for name, value in found.items():
        print(f"{name:>32}  {len(value) if isinstance(value, list) else value}")
    for fault in [*found["errors"], *found["stale"]][:5]:
        print(fault, file=sys.stderr)
    holds = not found["errors"] and not found["stale"] and found["last answer is the last version"]
    if not holds or found["versions seen"] < 2:
        sys.exit(1)


if __name__ == "__main__":
    main()
