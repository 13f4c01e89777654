"""A connection is safe, or nothing is said over it: the certificate is the one of the host's name."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from operators.webhooks import minding, posting
from operators.webhooks.delivering import deliver
from operators.webhooks.spreading import spread
from tests.operators.webhooks.receiver import Receiver, receiving
from tests.operators.webhooks.world import NOW, happened, only

HOST = "hook.partner.invalid"


def certificate(folder: Path, host: str) -> Path:
    """A certificate of this host that nobody else has signed, with its key, in one file."""
    key, today = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file = folder / f"{host}.pem"
    file.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextmanager
def safe_receiver(file: Path) -> Iterator[Receiver]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with receiving(lambda connection: context.wrap_socket(connection, server_side=True)) as found:
        yield found


@pytest.fixture
def trusted(monkeypatch, tmp_path) -> Iterator[Path]:
    """The certificate of the host, and a machine that trusts it."""
    file = certificate(tmp_path, HOST)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    monkeypatch.setattr(posting, "resolved", lambda host, port: ["127.0.0.1"])
    posting.trust.cache_clear()
    yield file
    posting.trust.cache_clear()


def told(partner, receiver: Receiver, host: str):
    address, _secret = minding.add(partner, f"https://{host}:{receiver.port}/hook", [], now=NOW)
    happened(partner)
    spread(NOW)
    deliver(NOW)
    return only(address)


def test_the_host_s_own_certificate_is_good_at_the_address_that_was_checked(partner, trusted) -> None:
    with safe_receiver(trusted) as receiver:
        assert told(partner, receiver, HOST).status == "delivered"
        assert receiver.heard[0].headers["host"] == f"{HOST}:{receiver.port}"


def test_the_certificate_of_another_host_is_not(partner, trusted) -> None:
    with safe_receiver(trusted) as receiver:
        delivery = told(partner, receiver, "other.partner.invalid")
        assert (delivery.status, delivery.problem, receiver.heard) == ("waiting", "tls", [])


def test_nor_is_one_that_nobody_vouches_for(partner, trusted, tmp_path) -> None:
    (tmp_path / "else").mkdir()
    with safe_receiver(certificate(tmp_path / "else", HOST)) as receiver:
        delivery = told(partner, receiver, HOST)
        assert (delivery.status, delivery.problem, receiver.heard) == ("waiting", "tls", [])
