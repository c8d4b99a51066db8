"""A real PostgreSQL behind a real PgBouncer in transaction mode: connections are lent for one transaction each."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

from real_postgres import own_server

SETTINGS = """\
[databases]
* = {server}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
max_client_conn = 500
default_pool_size = 4
server_idle_timeout = 2
logfile = {folder}/log
pidfile = {folder}/pid
"""
"""Four connections for however many ask: whoever leaves something on one leaves it to somebody else."""


def program() -> str:
    """Where PgBouncer is; Debian: apt-get install pgbouncer."""
    found = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    assert found is not None, "this run needs PgBouncer"
    return found


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def pooled() -> Iterator[str]:
    """Give the address of PgBouncer's `postgres`; the servers behind it make databases and forget them at the end."""
    with own_server() as own:
        where = urlsplit(own.address)
        host = parse_qs(where.query)["host"][0] if where.query else where.hostname
        said = f"host={host} user={where.username}" + (f" port={where.port}" if where.port else "")
        folder, port = Path(tempfile.mkdtemp(prefix="fieldnotes-pool-")), free_port()
        shutil.chown(folder, own.server.system_user or os.getuid())
        (folder / "ini").write_text(SETTINGS.format(server=said, port=port, folder=folder))
        line = [program(), "-q", str(folder / "ini")]
        with subprocess.Popen(line, user=own.server.system_user, cwd="/", stderr=subprocess.DEVNULL) as process:
            try:
                address = f"postgresql://{where.username}@127.0.0.1:{port}/postgres"
                with answering(address) as connection:
                    connection.execute("SELECT 1")
                yield address
            finally:
                process.terminate()
        shutil.rmtree(folder)


def answering(address: str) -> psycopg.Connection:
    """Connect, as soon as somebody listens."""
    for _ in range(100):
        try:
            return psycopg.connect(address, autocommit=True, connect_timeout=5)
        except psycopg.OperationalError:
            subprocess.run(["sleep", "0.1"], check=True)
    return psycopg.connect(address, autocommit=True)
