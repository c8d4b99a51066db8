"""A real object store that speaks S3: OpenStack Swift (Debian), one machine, one disk, in a temporary folder.

    apt-get install --no-install-recommends swift swift-proxy swift-account swift-container swift-object \
        memcached

Objects lie as files with their attributes, so the folder must be on a disk that keeps those (ext4, XFS).
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from pooled_postgres import free_port

USER, SECRET = "stad:nav", "hemligt"
MORE = "copy slo dlo versioned_writes symlink"
SERVERS = ("account", "container", "object")
BELOW = """\
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
devices = {folder}/srv
mount_check = false
swift_dir = {folder}
workers = 0
[pipeline:main]
pipeline = {name}-server
[app:{name}-server]
use = egg:swift#{name}
"""
PROXY = """\
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
swift_dir = {folder}
workers = 0
[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats s3api tempauth {more} proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{memory}
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:copy]
use = egg:swift#copy
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_stad_nav = hemligt .admin
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
"""


@dataclass
class Swift:
    """The store; its front may be struck down and started again."""

    folder: Path
    port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, name: str) -> None:
        """Start one of its servers."""
        log = (self.folder / f"{name}.log").open("ab")
        line = [f"/usr/bin/swift-{name}-server", str(self.folder / f"{name}.conf"), "-v"]
        clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
        self.running[name] = subprocess.Popen(
            line, user="swift", group="swift", cwd="/", env=clean, stdout=log, stderr=log
        )
        log.close()

    def strike(self, name: str) -> None:
        """End one of its servers at once."""
        self.running[name].kill()
        self.running[name].wait()

    def make(self) -> None:
        """Lay out the disk and who serves what, and start everything."""
        (self.folder / "srv" / "one").mkdir(parents=True)
        for name in SERVERS:
            port = free_port()
            (self.folder / f"{name}.conf").write_text(BELOW.format(name=name, folder=self.folder, port=port))
            ring = ["swift-ring-builder", str(self.folder / f"{name}.builder")]
            for act in (["create", "4", "1", "1"], ["add", f"r1z1-127.0.0.1:{port}/one", "1"], ["rebalance"]):
                subprocess.run([*ring, *act], check=True, capture_output=True, env={"PATH": "/usr/bin:/bin"})
        memory = free_port()
        line = ["memcached", "-l", "127.0.0.1", "-p", str(memory), "-u", "swift"]
        self.running["memory"] = subprocess.Popen(line, cwd="/", env={"PATH": "/usr/bin:/bin"})
        (self.folder / "proxy.conf").write_text(
            PROXY.format(folder=self.folder, port=self.port, memory=memory, more=MORE)
        )
        subprocess.run(["chown", "-R", "swift:swift", str(self.folder)], check=True)
        for name in (*SERVERS, "proxy"):
            self.start(name)

    def client(self, **more: int) -> object:
        """Ask it as its owner."""
        return boto3.client(
            "s3", endpoint_url=self.url, region_name="us-east-1", aws_access_key_id=USER, aws_secret_access_key=SECRET,
            config=Config(s3={"addressing_style": "path"}, signature_version="s3v4",
                          request_checksum_calculation="when_required", retries={"total_max_attempts": 1}, **more),
        )  # fmt: skip

    def wait(self) -> None:
        """Wait until it answers."""
        for _ in range(1200):
            try:
                self.client().list_buckets()
            except (BotoCoreError, ClientError):
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.folder / "proxy.log").read_text()[-2000:])


@contextmanager
def swift() -> Iterator[Swift]:
    """Give a store that answers, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="fieldnotes-swift-", dir=os.environ.get("FIELDNOTES_TEST_DISK")))
    folder.chmod(0o755)
    store = Swift(folder)
    try:
        store.make()
        store.wait()
        yield store
    finally:
        for process in store.running.values():
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)
