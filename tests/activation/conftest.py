import pytest

from tests.activation import place


@pytest.fixture
def exchange(db):
    """An exchange of ours with eight positions."""
    return place.build()
