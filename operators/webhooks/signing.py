"""Signatures as Standard Webhooks wants them: a receiver knows that we wrote this, now, and nobody changed it. Pure.

https://www.standardwebhooks.com: HMAC-SHA256 over `id.timestamp.body`, base64, after `v1,`; several with a space.
"""

import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """A secret nobody had before: `whsec_` and 32 random bytes in base64."""
    return PREFIX + b64encode(secrets.token_bytes(BYTES)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """`v1,…`: what this secret signs a message with; `timestamp` in seconds since 1970."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    key = b64decode(secret.removeprefix(PREFIX))
    return "v1," + b64encode(hmac.digest(key, signed, sha256)).decode()


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, before it is known when it leaves; the secrets that sign it, the newest first."""

    message_id: str
    body: bytes
    secrets: Sequence[str]

    def headers(self, at: datetime) -> dict[str, str]:
        """The headers of an attempt made at a moment."""
        timestamp = int(at.timestamp())
        signatures = [signature(secret, self.message_id, timestamp, self.body) for secret in self.secrets]
        return {
            "webhook-id": self.message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": " ".join(signatures),
        }
