"""The same POST sent twenty times at once makes one record, whatever it is about."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from portability.models import PortIn, PortOut, Quote
from tests.api.stage import OURS, ROOT, Stage, port_out_of, quote_of
from tests.factories import client_of
from tests.portability.world import NEVER_PORTED

TIMES = 20
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(transactional_db: None, monday: None, wide_open: None) -> Stage:
    return Stage.build()


def at_once(stage: Stage, address: str, body: dict[str, Any], **headers: str) -> list[tuple[int, bytes]]:
    """What twenty connections are answered that all knock at the same moment."""
    start = Barrier(TIMES)

    def knock(place: int) -> tuple[int, bytes]:
        try:
            client = client_of(stage.partner, **headers)
            start.wait(timeout=60)
            answer = client.post(ROOT + address, body)
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(knock, range(TIMES)))


@pytest.mark.parametrize("kind", ["quotes", "port-outs"])
def test_one_record_is_made_and_everybody_is_told_of_it(stage: Stage, kind: str) -> None:
    bodies = {"quotes": quote_of(NEVER_PORTED), "port-outs": port_out_of(*OURS[:3])}
    answers = at_once(stage, f"/{kind}/", bodies[kind], **{"Idempotency-Key": "once"})
    assert (len(set(answers)), answers[0][0]) == (1, 201)
    assert {"quotes": Quote, "port-outs": PortOut}[kind].objects.count() == 1


def test_numbers_are_asked_for_once_also_without_a_key(stage: Stage) -> None:
    answers = at_once(stage, "/port-outs/", port_out_of(*OURS[:3]))
    assert sorted(status for status, _body in answers) == [201] + [409] * (TIMES - 1)
    assert PortOut.objects.count() == 1


@pytest.mark.parametrize("headers", [{"Idempotency-Key": "once"}, {}])
def test_a_quote_is_ordered_once_also_without_a_key(stage: Stage, headers: dict[str, str]) -> None:
    quote = stage.post("/quotes/", quote_of(NEVER_PORTED))
    order = {"date": "2026-12-08", "accept_price": quote["price"]["amount"], "mandate": {"signed_on": "2026-11-20"}}
    answers = at_once(stage, f"/quotes/{quote['id']}/order/", order, **headers)
    statuses = sorted(status for status, _body in answers)
    assert statuses == ([201] * TIMES if headers else [201] + [409] * (TIMES - 1))
    assert PortIn.objects.count() == 1


def test_a_request_is_withdrawn_once(stage: Stage) -> None:
    made = stage.post("/port-outs/", port_out_of(OURS[0]))
    answers = at_once(stage, f"/port-outs/{made['id']}/cancel/", {})
    assert sorted(status for status, _body in answers) == [200] + [409] * (TIMES - 1)
    assert list(PortOut.objects.get().history.values_list("transition", flat=True)) == ["", "cancel"]
