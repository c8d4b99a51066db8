"""A throwaway certificate authority and a hub certificate for this computer, made for one test run."""

import datetime as dt
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
FAR_OFF = dt.datetime(2090, 1, 1, tzinfo=dt.UTC)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """A private CA, as a municipality has one."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = self._sign(_name("Kommunens CA"), self._key.public_key(), ca=True)
        self.ca_pem = self._pem(self._certificate)

    def write(self, folder: Path, address: str = "127.0.0.1", until: dt.datetime = FAR_OFF) -> tuple[Path, Path, Path]:
        """Write CA, a hub's certificate for an address, good until a moment, and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._sign(_name("hub"), key.public_key(), ca=False, address=address, until=until)
        ca_file, cert_file, key_file = (folder / name for name in ("ca.pem", "hub.pem", "hub.key.pem"))
        ca_file.write_text(self.ca_pem)
        cert_file.write_text(self._pem(certificate))
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return ca_file, cert_file, key_file

    def device(self, file: Path) -> Path:
        """Write a certificate for a computer, and its key, into one file."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._sign(_name("laptop"), key.public_key(), ca=False)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_text(self._pem(certificate) + private.decode("ascii"))
        return file

    def _sign(
        self,
        name: x509.Name,
        public: ec.EllipticCurvePublicKey,
        *,
        ca: bool,
        address: str = "127.0.0.1",
        until: dt.datetime = FAR_OFF,
    ) -> x509.Certificate:
        """Sign as RFC 5280 asks; Python from 3.13 on checks the key identifiers and what the key may do."""
        here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
        own, above = x509.SubjectKeyIdentifier.from_public_key, x509.AuthorityKeyIdentifier.from_issuer_public_key
        may = x509.KeyUsage(not ca, False, False, False, False, ca, ca, False, False)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(_name("Kommunens CA"))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(LONG_AGO)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(may, critical=True)
            .add_extension(own(public), critical=False)
            .add_extension(above(self._key.public_key()), critical=False)
            .add_extension(here, critical=False)
            .sign(self._key, hashes.SHA256())
        )

    @staticmethod
    def _pem(certificate: x509.Certificate) -> str:
        return certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")
