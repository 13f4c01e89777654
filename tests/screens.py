"""What the tests of screens share: a browser on which somebody is logged in, and what its pages say."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client


def logged_in(user: User) -> Client:
    """A browser in English, with this person logged in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def seen(response: Any) -> str:
    """The page on one line."""
    return " ".join(response.content.decode().split())
