"""TLS everywhere, plain HTTP only inside this computer, and only the CA the invitation names."""

import hashlib
import ssl

import pytest

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.sync.hub_address import check_address, fetch_ca, read_ca, trust
from tls_samples import Authority


def code_of(act) -> Code:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value.code


@pytest.mark.parametrize(
    "url",
    [
        "https://hub.bjorkvalla.example",
        "https://hub.example:8443",
        "http://127.0.0.1:8000",
        "http://localhost:1",
        "http://[::1]:8000",
    ],
)
def test_tls_anywhere_and_plain_http_inside_this_computer_are_fine(url):
    """rules: SEC-9"""
    assert check_address(f" {url}/\n") == url


@pytest.mark.parametrize(
    "url",
    [
        "http://hub.example", "http://192.168.1.4:8000", "http://0.0.0.0:8000", "http://127.0.0.1.example:8000",
        "http://localhost.example", "ftp://127.0.0.1", "file:///etc/passwd", "hub.example", "", "https://",
        "https://user:word@hub.example", "https://hub.example?x=1", "https://hub.example:port", "http://[::1",
    ],
)  # fmt: skip
def test_everything_else_is_no_address_of_a_hub(url):
    """rules: SEC-9"""
    assert code_of(lambda: check_address(url)) is Code.INVITATION_WRONG


@pytest.fixture(scope="module")
def authority():
    return Authority()


def test_the_ca_file_must_be_the_one_the_invitation_names(tmp_path, authority):
    file = tmp_path / "ca.pem"
    file.write_text(authority.ca_pem)
    fingerprint = hashlib.sha256(ssl.PEM_cert_to_DER_cert(authority.ca_pem)).hexdigest()
    spelled = "SHA256:" + ":".join(fingerprint[n : n + 2].upper() for n in range(0, 64, 2))
    for named in (None, fingerprint, spelled):
        assert read_ca(file, named) == authority.ca_pem
    assert code_of(lambda: read_ca(file, "00" * 32)) is Code.INVITATION_WRONG


def test_a_file_that_is_no_certificate_is_named(tmp_path):
    (tmp_path / "note.txt").write_text("hej")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    assert code_of(lambda: read_ca(tmp_path / "note.txt", None)) is Code.WRONG_FILE
    assert code_of(lambda: read_ca(tmp_path / "picture.png", None)) is Code.WRONG_FILE
    assert code_of(lambda: read_ca(tmp_path / "missing.pem", None)) is Code.FILE_MISSING


def test_a_given_ca_is_the_only_one_trusted(authority):
    context = trust("https://hub.example", authority.ca_pem)
    assert isinstance(context, ssl.SSLContext)
    assert len(context.get_ca_certs()) == 1
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert trust("https://hub.example", None) is True


def test_a_ca_that_cannot_be_read_is_refused():
    broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    assert code_of(lambda: trust("https://hub.example", broken)) is Code.WRONG_FILE


def test_nobody_there_is_unavailable():
    assert code_of(lambda: fetch_ca("https://127.0.0.1:9", "00" * 32)) is Code.HUB_UNREACHABLE
