import pytest
from time_machine import travel

from tests.factories import UserFactory
from tests.portability import world
from tests.screens import logged_in


@pytest.fixture
def desk(db):
    """The database holds the small world of `world.py`."""
    world.build()


@pytest.fixture
def monday():
    """The clock stands at the hour at which that world begins."""
    with travel(world.NOW, tick=False):
        yield


@pytest.fixture
def agent(desk):
    return UserFactory(groups=["agent"], first_name="Anne", last_name="Martin")


@pytest.fixture
def screen(agent):
    """A browser on which the agent is logged in."""
    return logged_in(agent)


@pytest.fixture
def supervisor(desk):
    """A browser on which a supervisor is logged in."""
    return logged_in(UserFactory(groups=["supervisor"]))
