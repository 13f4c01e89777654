from collections.abc import Iterator

import pytest

from bascule.models import History
from operators.models import Operator, Webhook
from operators.webhooks import minding, spreading
from tests.factories import OperatorFactory
from tests.operators.webhooks.receiver import Receiver, receiving
from tests.operators.webhooks.world import NOW


@pytest.fixture(autouse=True)
def private_targets(settings) -> None:
    """The receivers of these tests are on the loopback."""
    settings.WEBHOOKS_TO_PRIVATE = True


@pytest.fixture(autouse=True)
def own_transaction(request, monkeypatch) -> None:
    """The transaction in which a test runs never commits: what it wrote counts as settled, or nothing ever would.

    The tests with several connections commit, and wait as the product does.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        monkeypatch.setattr(spreading, "settled_before", lambda: 2**62)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def partner(db) -> Operator:
    OperatorFactory(own=True)
    return OperatorFactory(code="NWOT", name="Netwo")


@pytest.fixture
def address(partner: Operator, receiver: Receiver) -> Webhook:
    assert not History.objects.exists()
    return minding.add(partner, receiver.url, [], now=NOW)[0]
