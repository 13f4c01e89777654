"""With the simulator on the other side and its faults, nothing is lost and nothing is taken twice."""

from datetime import UTC, datetime, timedelta

import pytest

from operators.exchange.counterparts import Counterpart
from operators.exchange.envelope import Said
from operators.exchange.handlers import HANDLERS
from operators.exchange.outbox import post
from operators.exchange.simulator.clearing_house import ClearingHouse
from operators.models import ExchangeFile, Message
from operators.tasks import read_inboxes
from tests.operators.exchange.conftest import Room
from tests.operators.exchange.other_side import OtherSide

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 23, 8, tzinfo=UTC)
HEARD = ("announcement", "acknowledgement", "eligibility")


def request(reference: str, number: str) -> Said:
    fields = {"attempt": "1", "cutover": "automatic", "date": "2026-12-10", "donor": "NWOT", "numbers": number}
    return Said("port_request", reference, {**fields, "prefix": "010899", "recipient": "BASC"})


def live(there: OtherSide, faults: dict[str, float], days: int) -> None:
    """Two requests a day, thirty announcements, and an hour between two visits."""
    house = ClearingHouse(there.base, faults=faults, announcements=30, seed=7)
    for day in range(days):
        morning = START + timedelta(days=day)
        said = [request(f"PI-2026-{day:03}{n:03}", f"01990{day:02}{n:03}") for n in range(2)]
        post("clearing_house", said, now=morning)
        for hour in range(12):
            read_inboxes(morning + timedelta(hours=hour))
            house.play(morning + timedelta(hours=hour, minutes=30))
    for hour in range(12):
        read_inboxes(START + timedelta(days=days, hours=hour))
    house.close()


@pytest.mark.parametrize(
    "faults",
    [
        {},
        {"bad-line": 0.1, "unknown-message": 0.1},
        {"duplicate-file": 0.5, "cut-file": 0.3},
        {"no-ack": 0.5, "wrong-recipient": 0.3},
    ],
    ids=lambda faults: "+".join(faults) or "none",
)
def test_every_line_is_accounted_for(
    there: OtherSide, house: Counterpart, room: Room, faults: dict[str, float]
) -> None:
    for kind in HEARD:
        HANDLERS["clearing_house", kind] = room
    live(there, faults, days=4)
    theirs = ExchangeFile.objects.filter(way="in")
    for file in theirs:
        assert file.state in {"read", "refused"}
        assert file.accepted + file.quarantined + file.duplicates == file.reached == file.lines
    assert len(room.ids()) == len(set(room.ids())) > 100
    taken = Message.objects.filter(way="in", status="done").values_list("message_id", flat=True)
    assert sorted(taken) == sorted(room.ids())
    assert theirs.filter(state="refused").exists() == bool({"cut-file", "wrong-recipient"} & set(faults))
    assert Message.objects.quarantined().exists() == ("bad-line" in faults)
    acknowledged = set(
        Message.objects.filter(kind="acknowledgement", status="done").values_list("reference", flat=True)
    )
    assert acknowledged == set(Message.objects.filter(way="out").values_list("reference", flat=True))
    ours = ExchangeFile.objects.filter(way="out").values_list("state", flat=True)
    assert set(ours) <= ({"acknowledged", "escalated"} if "no-ack" in faults else {"acknowledged"})
    assert there.left() == []
