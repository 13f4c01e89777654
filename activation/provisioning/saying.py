"""What a platform is told of one allocation: `docs/provisioning.md`."""

from typing import Any

from activation.models import Allocation, Goal
from activation.provisioning.place import place_of
from activation.provisioning.platforms import Wanted
from bascule.sealing import unseal


def wanted_of(row: Allocation) -> Wanted:
    """The whole state that is wanted, with its secret, or nothing when it is to be released."""
    if row.goal == Goal.RELEASED:
        return Wanted(row.pk, None)
    secret = unseal(row.sealed) if row.sealed else ""
    return Wanted(row.pk, state_of(row, secret), secret)


def state_of(row: Allocation, secret: str) -> dict[str, Any]:
    line = row.subscription
    return {
        "id": row.pk,
        "kind": row.kind,
        "state": row.goal,
        "subscription": line.reference,
        "offer": line.offer.code,
        "line": {
            "number": line.line_number,
            "technology": line.technology,
            "exchange": line.exchange.code if line.exchange else "",
            "place": place_of(line),
        },
        "values": row.values,
        **({"secret": secret} if secret else {}),
    }
