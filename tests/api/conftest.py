import pytest
import time_machine
from drf_spectacular.generators import SchemaGenerator

from tests.api.stage import Stage
from tests.portability.world import NOW


@pytest.fixture(scope="session")
def document() -> dict:
    """The OpenAPI document, as a stranger downloads it."""
    drawn = SchemaGenerator().get_schema(public=True)
    assert drawn is not None
    return drawn


@pytest.fixture
def monday():
    """It is Monday 23 November 2026, 10:00 in Paris, and time goes on."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def wide_open(settings):
    """These shows ask more often than a partner may, and their webhooks lead to this machine."""
    settings.WEBHOOKS_TO_PRIVATE = True
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"key": "1000000/s"}}


@pytest.fixture
def stage(monday, wide_open, db) -> Stage:
    return Stage.build()
