"""An authority of the emulator's own, for clients that know only `https://`."""

from __future__ import annotations

import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PKCS12Certificate,
    serialize_java_truststore,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_DAYS = 90
_PASSWORD = "changeit"  # Java wants one; the file holds no secret


class Authority:
    """Issues certificates that clients accept who trust its own.

    Its files are in a temporary folder, until `close`. Its private key is in memory only.

    Attributes:
        certificate: A file with the authority's certificate.
        bundle: A file with it and the public authorities.
        truststore: The certificate in the form of Java.
    """

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name(
            [x509.NameAttribute(NameOID.COMMON_NAME, "Emulator of Alibaba Cloud, for tests only")]
        )
        self._own = self._issue_own()
        self._folder = tempfile.TemporaryDirectory(prefix="alicloud-emulator-")
        folder = Path(self._folder.name)
        self.certificate = folder / "authority.pem"
        self.bundle = folder / "bundle.pem"
        self.truststore = folder / "truststore.p12"
        pem = self.pem()
        self.certificate.write_bytes(pem)
        self.bundle.write_bytes(pem + Path(certifi.where()).read_bytes())
        self.truststore.write_bytes(
            serialize_java_truststore(
                [PKCS12Certificate(self._own, b"alicloud-emulator")],
                BestAvailableEncryption(_PASSWORD.encode()),
            )
        )
        # Bounded, since a client chooses the names.
        self.context = lru_cache(maxsize=256)(self._context)

    def pem(self) -> bytes:
        """The authority's certificate in PEM."""
        return self._own.public_bytes(Encoding.PEM)

    def close(self) -> None:
        """Remove the files."""
        self._folder.cleanup()

    def variables(self) -> dict[str, str]:
        """The environment variables that make clients trust it: Python, curl, Go, Node, Java."""
        java = {"": self.truststore, "Type": "PKCS12", "Password": _PASSWORD}
        return {
            "ALIBABA_CLOUD_CA_BUNDLE": str(self.bundle),
            "REQUESTS_CA_BUNDLE": str(self.bundle),
            "CURL_CA_BUNDLE": str(self.bundle),
            "SSL_CERT_FILE": str(self.bundle),
            "NODE_EXTRA_CA_CERTS": str(self.certificate),
            "JAVA_TOOL_OPTIONS": " ".join(
                f"-Djavax.net.ssl.trustStore{name}={value}" for name, value in java.items()
            ),
        }

    def _context(self, *hosts: str) -> ssl.SSLContext:
        """The server's side of connections to these names and addresses."""
        key = ec.generate_private_key(ec.SECP256R1())
        chain = self._issue(hosts, key).public_bytes(Encoding.PEM) + self.pem()
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with tempfile.NamedTemporaryFile(dir=self._folder.name) as file:
            file.write(private + chain)
            file.flush()
            context.load_cert_chain(file.name)
        return context

    def _issue_own(self) -> x509.Certificate:
        return (
            self._builder(self._name, self._key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(sign_certificates=True), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    def _issue(self, hosts: tuple[str, ...], key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0][:64])])
        alternatives = x509.SubjectAlternativeName(map(_alternative, dict.fromkeys(hosts)))
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        return (
            self._builder(name, key.public_key())
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(sign_certificates=False), critical=True)
            .add_extension(alternatives, critical=False)
            .add_extension(issuer, critical=False)
            .add_extension(server, critical=False)
            .sign(self._key, hashes.SHA256())
        )

    def _builder(self, name: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        now = datetime.now(UTC)  # by the machine's clock, as clients check it
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=_DAYS))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )
