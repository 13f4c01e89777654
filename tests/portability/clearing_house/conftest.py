from pathlib import Path

import pytest

from tests.portability import world
from tests.portability.clearing_house.other_side import ClearingHouse


@pytest.fixture
def there(tmp_path: Path, settings, db) -> ClearingHouse:
    """The small world, and a clearing house whose files lie in a folder of this test."""
    settings.COUNTERPARTS = {"clearing_house": {"code": "APNF", "url": f"directory://{tmp_path}"}}
    world.build()
    return ClearingHouse(tmp_path)
