"""A real Postgres server in a temporary folder, on loopback, ended by its process id.

Finds Debian's binaries, starts and stops a server. Postgres refuses to run as root, so root starts it as the user
`postgres` of Debian's package.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

USER = "postgres"


@contextmanager
def postgres_server() -> Iterator[str]:
    """A server's DSN, without a database's name; skips the test where Postgres is not installed."""
    binaries = _binaries()
    is_root = os.geteuid() == 0
    owner = pwd.getpwnam(USER) if is_root else pwd.getpwuid(os.geteuid())
    folder = Path(tempfile.mkdtemp(prefix="tributary-postgres-"))  # not under pytest's, which others may not enter
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, port = folder / "data", _free_port()

    def start(command: Sequence[str | Path]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            **({"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if is_root else {}),
        )  # fmt: skip

    made = start([binaries / "initdb", "-D", data, "-U", USER, "--auth=trust", "--no-sync", "-E", "UTF8"])
    _, said = made.communicate(timeout=120)
    assert made.returncode == 0, said.decode()
    server = start([binaries / "postgres", "-D", data, "-p", str(port), "-c", "listen_addresses=127.0.0.1",
                    "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "logging_collector=off"])  # fmt: skip
    try:
        _wait(port, server)
        yield f"postgresql://{USER}@127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=60)
        shutil.rmtree(folder)


def _binaries() -> Path:
    """The folder of the newest Postgres that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.skip("Postgres is not installed: apt-get install postgresql")
    if os.geteuid() == 0 and USER not in {one.pw_name for one in pwd.getpwall()}:
        pytest.skip("Postgres refuses to run as root, and there is no user `postgres` to run it as")
    return found[-1].parent if found else Path(on_path or "").resolve().parent


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    """Until it answers; fails with its words when it ends instead."""
    import psycopg

    for _ in range(600):
        if server.poll() is not None:
            pytest.fail(f"Postgres did not start: {(server.stderr.read() if server.stderr else b'').decode()}")
        try:
            psycopg.connect(f"postgresql://{USER}@127.0.0.1:{port}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("Postgres did not answer within a minute")
