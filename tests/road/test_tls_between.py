"""Certificates between a computer and its hub: each fault has its own sentence, renewal interrupts nobody, and a hub
may want to see a computer's own; over real sockets."""

import datetime as dt
import hashlib
import json
import ssl
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.hub.certificates import Tls, TlsFiles
from fieldnotes.hub.serving import How, prepare
from fieldnotes.language.sentences import sentence
from fieldnotes.sync.hub_address import show_certificate
from fieldnotes.sync.hub_client import HubClient
from tls_samples import LONG_AGO, Authority

SECONDS = 20


@pytest.fixture(scope="module")
def authority():
    return Authority()


@contextmanager
def behind(hub, files):
    """Serve a hub behind TLS; gives the server and its address, which is said again with each new certificate."""
    told, up = [], threading.Event()

    def ready(url):
        told.append(url)
        up.set()

    server = prepare(hub, "127.0.0.1", 0, None, None, ready, How(tls=files))
    thread = threading.Thread(target=server.serve_here, daemon=True)
    thread.start()
    try:
        assert up.wait(SECONDS)
        yield server, told
    finally:
        server.stop()
        thread.join(SECONDS)


def asked(url, ca):
    with HubClient(url, ca) as client:
        return client.get("/v1/hello")["epoch"]


def problem_of(url, ca) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        asked(url, ca)
    return problem.value


def fingerprint(file: Path) -> str:
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(file.read_text())).hexdigest()


FAULTS = (
    ({"until": LONG_AGO + dt.timedelta(days=365)}, Code.HUB_CERT_OLD),
    ({"address": "127.0.0.2"}, Code.HUB_CERT_NAME),
    ({}, Code.HUB_CERT_STRANGE),
)


def test_each_fault_of_a_certificate_is_said_in_a_sentence_of_its_own(road, authority, tmp_path):
    """rules: SEC-9"""
    _, cert, key = authority.write(tmp_path)
    with behind(road.hub, TlsFiles(cert, key)) as (server, told):
        for how, code in FAULTS:
            authority.write(tmp_path, **how)
            assert server.tls.renew()
            problem = problem_of(told[0], authority.ca_pem if how else Authority().ca_pem)
            assert (problem.code, problem.values) == (code, {"url": told[0]})
            assert told[0] in sentence(problem, str)


def test_a_hub_may_want_to_see_a_computers_own_certificate(road, authority, tmp_path):
    """rules: SEC-9"""
    ca, cert, key = authority.write(tmp_path)
    own = authority.device(tmp_path / "device.pem")
    strange = Authority().device(tmp_path / "strange.pem")
    with behind(road.hub, TlsFiles(cert, key, ca)) as (_, told):
        try:
            for shown in (None, strange):
                show_certificate(lambda file=shown: file)
                assert problem_of(told[0], authority.ca_pem).code is Code.HUB_WANTS_CERT
            show_certificate(lambda: own)
            assert asked(told[0], authority.ca_pem) == road.hub.epoch
            own.write_text("no certificate")
            assert problem_of(told[0], authority.ca_pem).code is Code.WRONG_FILE
            own.unlink()
            assert problem_of(told[0], authority.ca_pem).code is Code.FILE_MISSING
        finally:
            show_certificate(lambda: None)


def test_a_renewed_certificate_takes_hold_without_an_end_and_half_a_one_does_not(road, authority, tmp_path, looking):
    """rules: SEC-9"""
    _, cert, key = authority.write(tmp_path)
    before, fresh = fingerprint(cert), tmp_path / "fresh"
    fresh.mkdir()
    authority.write(fresh)
    with behind(road.hub, TlsFiles(cert, key)) as (server, told), HubClient(told[0], authority.ca_pem) as kept:
        kept.get("/v1/hello")
        cert.write_bytes((fresh / "hub.pem").read_bytes())
        assert not server.tls.renew()  # its key is not there yet
        assert server.tls.fingerprint == before
        assert asked(told[0], authority.ca_pem)
        key.write_bytes((fresh / "hub.key.pem").read_bytes())
        again = looking(server, told)
        assert again.wait(SECONDS)
        assert kept.get("/v1/hello")
        assert served_by(told[0]) == fingerprint(cert) != before
    about = json.loads((road.hub.home.folder / "hub.json").read_text())
    assert about["ca"] == fingerprint(cert)


@pytest.fixture
def looking():
    """Tells a server to look at its files, as SIGHUP does; gives what is set once it says its address again."""

    def look(server, told):
        said, ready = threading.Event(), server._ready
        server._ready = lambda: (ready(), said.set())[0]
        server._look(0, None)
        return said

    return look


def served_by(url: str) -> str:
    """The certificate a new line is shown."""
    host, port = url.removeprefix("https://").split(":")
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate((host, int(port))))).hexdigest()


def test_certificates_that_cannot_be_used_are_named(authority, tmp_path):
    ca, cert, key = authority.write(tmp_path)
    (tmp_path / "empty.pem").write_text("")
    for files, name in (
        (TlsFiles(tmp_path / "none.pem", key), "none.pem"),
        (TlsFiles(cert, ca), "hub.pem"),
        (TlsFiles(cert, key, tmp_path / "empty.pem"), "empty.pem"),
    ):
        with pytest.raises(Refused) as refused:
            Tls(files)
        assert refused.value.values["file"] == name
