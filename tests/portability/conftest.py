import pytest

from tests.portability import world


@pytest.fixture
def desk(db):
    """The database holds the small world of `world.py`."""
    world.build()
