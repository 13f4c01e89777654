"""How long 12,000 announcements take from their file to the register of messages, beside a floor of the same minute.

    PYTHONPATH=. python bench/exchange.py            SQLite
    DATABASE_URL=postgres://… python bench/exchange.py

It is what the whole country announces on a working day. The floor writes as many rows of the same shape in one bulk,
and does nothing else. The handler here takes everything up and does nothing: what the register costs is its own.
"""

import json
import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median

from bench.scratch import scratch, timed

COUNT, RUNS = 12_000, 5
NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
NUMBERS = count(1)


def announcements(number: int) -> bytes:
    """A file of announcements, each of one number."""
    from operators.exchange.codecs import NEUTRAL, FileHead
    from operators.exchange.envelope import Envelope

    fields = {"date": "2026-11-23", "operator": "ZZZZ", "prefix": "010811"}
    return NEUTRAL.write_file(
        FileHead("APNF", "BASC", NOW, number),
        (
            Envelope(f"S-{number}-{n}", "announcement", f"AN-{number}-{n}", {**fields, "numbers": f"01990{n:05}"})
            for n in range(COUNT)
        ),
    )


def bare() -> None:
    """As many rows of the same shape."""
    from django.db import connection

    from bascule.bulk import insert_rows
    from operators.models import Message

    number, at = next(NUMBERS), Message._meta.get_field("at").get_db_prep_save(NOW, connection)
    columns = ["counterpart", "way", "status", "message_id", "kind", "reference", "fields", "raw", "line"]
    columns += ["problem", "problem_text", "at", "handled_at", "handled_by"]
    fields = json.dumps({"date": "2026-11-23", "numbers": "0199000001", "operator": "ZZZZ", "prefix": "010811"})
    ends = ("", "", at, at, "system")
    rows = (
        ("clearing_house", "in", "done", f"F-{number}-{n}", "announcement", f"AN-{n}", fields, "", n, *ends)
        for n in range(COUNT)
    )
    insert_rows(Message, columns, rows)


def measure(folder: Path) -> None:
    from django.db import connection

    from operators.exchange.counterparts import CLEARING_HOUSE, Counterpart
    from operators.exchange.handlers import HANDLERS
    from operators.exchange.inbox import read_inbox
    from operators.exchange.transports import DirectoryTransport

    HANDLERS[CLEARING_HOUSE, "announcement"] = lambda messages, now: {}
    house = Counterpart(CLEARING_HOUSE, "APNF", DirectoryTransport.at(folder))
    (folder / "to-us").mkdir()

    def read() -> None:
        [(file, _again)] = read_inbox(house, now=NOW)
        assert (file.state, file.accepted) == ("read", COUNT)

    def lay_and_time() -> float:
        number = next(NUMBERS)
        (folder / "to-us" / f"APNF.BASC.20261123170000.{number:06}").write_bytes(announcements(number))
        return timed(read)

    def idle() -> None:
        assert read_inbox(house, now=NOW) == []

    lay_and_time()
    pairs = [(timed(bare), lay_and_time()) for _ in range(RUNS)]
    floor, inbox = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    ratio = median(inbox / floor for floor, inbox in pairs)
    print(f"{COUNT:,} announcements through the inbox, {connection.vendor}, median of {RUNS}")
    print(f"  floor {floor:.2f} s, inbox {inbox:.2f} s (x{ratio:.1f}); nothing there: {timed(idle) * 1000:.2f} ms")


if __name__ == "__main__":
    with scratch(), tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))
