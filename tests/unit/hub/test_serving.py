"""hub serve: says where it listens, remembers it, ends gracefully, refuses what cannot be."""

import hashlib
import signal
import socket
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fieldnotes.domain.errors import Refused, Unavailable
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.serving import serve
from hub_samples import WORKER
from running_hub import running

_PROGRAM = """
import sys
from pathlib import Path
from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.serving import serve
with Hub.open(Path(sys.argv[1]), SystemClock()) as hub:
    serve(hub, "127.0.0.1", 0, *map(Path, sys.argv[2:]), ready=lambda url: print(url, flush=True))
print("ended", flush=True)
"""


@pytest.fixture
def started(hub):
    """Runs `serve` as a process of its own; gives the process and its address."""
    processes = []

    def start(*arguments):
        line = [sys.executable, "-c", _PROGRAM, str(hub.home.folder), *map(str, arguments)]
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        processes.append(process)
        return process, process.stdout.readline().strip()

    yield start
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_gracefully(started, name):
    process, url = started()
    assert httpx2.get(f"{url}/v1/hello", trust_env=False).status_code == 200
    process.send_signal(name)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "ended\n", "")


def test_later_invitations_name_where_it_last_listened(hub, held_clock):
    with running(hub) as url:
        pass
    with Hub.open(hub.home.folder, held_clock) as later:
        assert invite(later, WORKER).url == url
        assert invite(later, WORKER, "https://hub.example").url == "https://hub.example"


def test_nobody_is_invited_whom_the_hub_does_not_know(hub):
    with pytest.raises(Refused) as refused:
        invite(hub, "u-nobody")
    assert refused.value.code == "unknown_user"


def test_a_taken_port_is_refused_in_a_sentence(hub):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Refused) as refused:
            serve(hub, "127.0.0.1", port)
    assert (refused.value.code, refused.value.values) == ("port_taken", {"port": port})
    with pytest.raises(Refused) as refused:
        serve(hub, "127.0.0.1", 123_456)
    assert refused.value.code == "port_taken"


def test_an_address_of_another_computer_is_unavailable(hub):
    with pytest.raises(Unavailable) as problem:
        serve(hub, "192.0.2.1", 0)
    assert problem.value.code == "hub_unreachable"


@pytest.fixture
def certificate(tmp_path):
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    import ipaddress

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hub")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = tmp_path / "cert.pem", tmp_path / "key.pem"
    cert_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert_file, key_file


def test_tls_is_1_3_and_the_invitation_pins_the_certificate(hub, started, certificate, held_clock):
    _, url = started(*certificate)
    assert url.startswith("https://127.0.0.1:")
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    assert httpx2.get(f"{url}/v1/hello", verify=trusted, trust_env=False).status_code == 200
    trusted.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{url}/v1/hello", verify=trusted, trust_env=False)
    pinned = hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate[0].read_text())).hexdigest()
    with Hub.open(hub.home.folder, held_clock) as later:
        assert (invite(later, WORKER).ca, invite(later, WORKER).url) == (pinned, url)


def test_a_certificate_that_cannot_be_used_is_named(hub, certificate, tmp_path):
    cert, key = certificate
    with pytest.raises(Refused) as refused:
        serve(hub, "127.0.0.1", 0, tmp_path / "none.pem", key)
    assert (refused.value.code, refused.value.values["file"]) == ("file_missing", "none.pem")
    key.write_text("no key")
    with pytest.raises(Refused) as refused:
        serve(hub, "127.0.0.1", 0, cert, key)
    assert (refused.value.code, refused.value.values["file"]) == ("wrong_file", "cert.pem")
