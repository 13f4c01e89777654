"""Signatures are those of Standard Webhooks, and secrets cannot be read in the database."""

import hmac
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.sealing import Unreadable, seal, unseal
from operators.models import Webhook
from operators.webhooks import minding
from operators.webhooks.signing import Letter, new_secret, signature
from operators.webhooks.wording import secrets_of
from tests.operators.webhooks.world import NOW


def test_the_signature_is_the_one_of_the_standard() -> None:
    """The worked example of the standard's own libraries."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == expected


@given(body=st.binary(max_size=200), name=st.from_regex(r"msg_[0-9]{1,9}", fullmatch=True))
def test_a_receiver_can_check_every_letter_with_its_secret_alone(body: bytes, name: str) -> None:
    secret, at = new_secret(), datetime(2026, 11, 23, 10, 0, 0, 999_000, tzinfo=UTC)
    headers = Letter(name, body, [secret]).headers(at)
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    key = b64decode(secret.removeprefix("whsec_"))
    assert headers["webhook-signature"] == "v1," + b64encode(hmac.new(key, signed, sha256).digest()).decode()
    assert headers["webhook-timestamp"] == str(int(at.timestamp()))


def test_secrets_are_long_and_never_the_same() -> None:
    secrets = {new_secret() for _turn in range(100)}
    assert len(secrets) == 100
    assert all(len(b64decode(secret.removeprefix("whsec_"))) == 32 for secret in secrets)


def test_a_secret_is_kept_sealed(address: Webhook, partner) -> None:
    other, secret = minding.add(partner, address.url, [], now=NOW)
    stored = bytes(Webhook.objects.get(pk=other.pk).secret)
    assert secret.encode() not in stored
    assert b64decode(secret.removeprefix("whsec_")) not in stored
    assert secrets_of(other, NOW) == [secret]


def test_after_a_rotation_both_secrets_sign_for_a_day(partner, receiver) -> None:
    address, first = minding.add(partner, receiver.url, [], now=NOW)
    second = minding.rotate(address, now=NOW)
    address.refresh_from_db()
    almost, over = NOW + timedelta(days=1) - timedelta(seconds=1), NOW + timedelta(days=1)
    assert secrets_of(address, almost) == [second, first]
    assert secrets_of(address, over) == [second]
    headers = Letter("msg_1", b"{}", secrets_of(address, almost)).headers(NOW)
    assert headers["webhook-signature"].split(" ") == [
        signature(secret, "msg_1", int(NOW.timestamp()), b"{}") for secret in (second, first)
    ]


def test_a_former_key_of_the_house_opens_what_it_sealed(settings) -> None:
    sealed = seal("whsec_x")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key altogether"
    assert unseal(sealed) == "whsec_x"
    assert unseal(seal("whsec_y")) == "whsec_y"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unreadable):
        unseal(sealed)
