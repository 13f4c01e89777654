"""What the tests of screens share: a browser on which somebody is logged in, and what its pages say."""

from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def logged_in(user: User) -> Client:
    """A browser in English, with this person logged in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def seen(response: Any) -> str:
    """The page on one line."""
    return " ".join(response.content.decode().split())


def queries_of(screen: Client, url: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert screen.get(url).status_code == 200
    return len(captured)
