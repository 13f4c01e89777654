from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from operators.exchange.simulator.clearing_house import ClearingHouse
from tests.operators.simulator.desk import Desk

Opening = Callable[..., ClearingHouse]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "exchange"


@pytest.fixture
def desk(base: Path) -> Desk:
    return Desk(base)


@pytest.fixture
def opened(base: Path) -> Opening:
    """Open the other side of our folder; calm unless said otherwise."""

    def open_house(**options: Any) -> ClearingHouse:
        return ClearingHouse(base, **{"natural": False, **options})

    return open_house
