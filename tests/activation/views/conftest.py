import pytest

from tests.portability import world


@pytest.fixture
def desk(db):
    """Our own operator and a few others, as `tests.portability.world` has them."""
    world.build()
