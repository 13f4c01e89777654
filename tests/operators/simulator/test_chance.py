"""The seed decides each thing by what it is about: never by when, in what order, or after how many kills."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from operators.exchange.envelope import Envelope
from operators.exchange.simulator.chance import Seed
from operators.exchange.simulator.clearing_house import ClearingHouse
from tests.operators.simulator.desk import Desk, about, paris, port_request

START = paris("2026-11-23T09:00")
DAYS = 14
FAULTS = {"reject-R-RIO": 0.2, "partial": 0.3, "late-answer": 0.1, "unknown-message": 0.2}


def letters() -> list[tuple[timedelta, list[Envelope]]]:
    """What we say over two weeks."""
    wanted = [
        port_request(f"PI-2026-{turn:06d}", numbers="0199000010-0199000019", donor=f"D{turn % 4}") for turn in range(12)
    ]
    lists = [about("inventory_request", f"IN-2026-{turn:06d}", main_number="0199000300") for turn in range(4)]
    cancelled = about("cancellation", "PI-2026-000003")
    return [
        (timedelta(0), wanted[:6]),
        (timedelta(hours=30), [*wanted[6:], *lists]),
        (timedelta(hours=50), [cancelled]),
    ]


def world(steps: list[int], seed: int) -> dict[str, Envelope]:
    """All that was ever said to us, by id, when the other side wakes up at these hours."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        posts = letters()
        for hours in [*sorted(steps), DAYS * 24]:
            now = START + timedelta(hours=hours)
            while posts and START + posts[0][0] <= now:
                sent_after, messages = posts.pop(0)
                desk.say(START + sent_after, *messages)
            house = ClearingHouse(folder, seed=seed, faults=FAULTS, announcements=5)
            house.play(now)
            house.close()
            desk.collect()
        return {message.id: message for message in desk.heard if message.id not in older_lists(desk)}


def older_lists(desk: Desk) -> set[str]:
    """Whoever slept over a Sunday draws up the last list only."""
    return {message.id for message in desk.of("register") if not message.id.startswith("S-20261206")}


# It is open on the first day, or it did not see that day's announcements; a cancellation is heard when it comes.
OPEN = [0, 31, 51]


@settings(max_examples=20)
@given(st.lists(st.integers(1, DAYS * 24), max_size=12), st.integers(1, 5))
def test_the_same_is_said_whenever_it_is_played(steps: list[int], seed: int) -> None:
    assert world([*OPEN, *steps], seed) == world(OPEN, seed)


def test_another_seed_is_another_world() -> None:
    first, second = world(OPEN, 1), world(OPEN, 2)
    assert first.keys() & second.keys() == set()


@given(st.integers(), st.integers(-5, 5), st.integers(0, 20), st.text())
def test_a_number_is_drawn_within_its_bounds(seed: int, low: int, span: int, what: str) -> None:
    chance = Seed(seed)
    assert low <= chance.between(low, low + span, what) <= low + span
    assert 0 <= chance.share(what) < 1
    assert chance.share(what) == Seed(seed).share(what)


def test_what_is_drawn_is_spread_evenly() -> None:
    drawn = sorted(Seed(7).share("spread", turn) for turn in range(4_000))
    assert max(after - before for before, after in pairwise(drawn)) < 0.01
