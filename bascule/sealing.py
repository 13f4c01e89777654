"""Small secrets that must be readable again, kept encrypted: whoever steals the database alone cannot use them.

The key is derived from SECRET_KEY; after a change of it, SECRET_KEY_FALLBACKS still open what it sealed.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"bascule.sealing"


class Unreadable(Exception):  # noqa: N818
    """Sealed under a key that is not ours any more, or tampered with."""


def seal(text: str) -> bytes:
    return keys().encrypt(text.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """What was sealed. Raises Unreadable."""
    try:
        return keys().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise Unreadable from error


def keys() -> MultiFernet:
    """Seals under the first key, opens under each."""
    return MultiFernet([Fernet(derived(secret)) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


def derived(secret: str) -> bytes:
    """A key for this purpose alone: it opens nothing else that the same secret protects."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return urlsafe_b64encode(key)
