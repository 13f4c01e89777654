"""A partner's whole story, told by a program that has read nothing but the OpenAPI document."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest

from operators.models import ApiKey
from tests.api.client import Api
from tests.api.stage import CUSTOMER, OURS, Stage, port_out_of
from tests.portability.world import NEVER_PORTED, ONCE, TWICE, rio_for

RIOS = {NEVER_PORTED: rio_for(NEVER_PORTED), TWICE: rio_for(TWICE, "F6"), ONCE: rio_for(ONCE, "F6")}


@pytest.fixture
def stage(live_server: Any, monday: None, wide_open: None) -> Stage:
    return Stage.build()


@pytest.fixture
def program_of(live_server: Any) -> Iterator[Callable[[ApiKey], Api]]:
    with ExitStack() as stack:
        yield lambda key: stack.enter_context(Api(f"{live_server.url}/api/v1/schema/", key.secret))


def test_numbers_come_to_us(stage: Stage, program_of: Callable[[ApiKey], Api]) -> None:
    api = program_of(stage.partner)
    looked_up = api.numbers_lookup_create({"numbers": [*RIOS, "zut"]}).body["results"]
    holders = {one["national"]: one["current_operator"]["code"] for one in looked_up if one["current_operator"]}
    assert holders == {NEVER_PORTED: "FRTE", TWICE: "OVH", ONCE: "OVH"}
    assert api.numbers_retrieve(number=TWICE).body["ports"][-1]["to"] == "OVH"

    asked = {"customer": CUSTOMER, "numbers": list(RIOS), "rios": RIOS, "external_reference": "CRM-88"}
    quote = api.quotes_create(asked, key="quote-1")
    assert api.quotes_create(asked, key="quote-1").body == quote.body
    offer = quote.body
    assert (quote.status, offer["state"], {one["donor"]["code"] for one in offer["requests"]}) == (
        201,
        "offered",
        {"FRTE", "OVH"},
    )
    assert "order" in offer["allowed_actions"]

    order = {"date": offer["earliest_date"], "accept_price": "1.00", "mandate": {"signed_on": "2026-11-20"}}
    refused = api.quotes_order_create(order, id=offer["id"])
    assert (refused.status, refused.body["code"]) == (422, "price_changed")
    ordered = api.quotes_order_create({**order, "accept_price": refused.body["price"]["amount"]}, id=offer["id"])
    assert ordered.status == 201
    assert api.quotes_retrieve(id=offer["id"]).body["state"] == "ordered"

    mine = {one["id"]: one for one in api.pages("port_ins_list")}
    assert set(mine) == {one["id"] for one in ordered.body["port_ins"]}
    first = next(iter(mine))
    whole = api.port_ins_retrieve(id=first).body
    assert [step["code"] for step in whole["steps"] if step["actual_at"]] == ["ordered"]
    assert date.fromisoformat(whole["date"]) == date.fromisoformat(offer["earliest_date"])
    api.port_ins_comments_create({"text": "Ring at the back door."}, port_in=first)
    assert [one["text"] for one in api.pages("port_ins_comments_list", port_in=first)] == ["Ring at the back door."]

    assert api.port_ins_cancel_create({"reason": "customer_withdrew"}, id=first).body["state"] == "cancelled"
    assert api.port_ins_cancel_create({"reason": "customer_withdrew"}, id=first).status == 409
    happened = [(one["type"], one["reason"]) for one in api.pages("port_ins_events_list", id=first)]
    assert happened == [("port_in.ordered", ""), ("port_in.cancelled", "customer_withdrew")]


def test_numbers_leave_us(stage: Stage, program_of: Callable[[ApiKey], Api]) -> None:
    recipient, desk, stranger = (program_of(key) for key in (stage.partner, stage.staff, stage.stranger))
    body = port_out_of(*OURS[:3], external_reference="NW-7")
    body["rios"][OURS[2]] = rio_for(OURS[2], "Y0").replace("R", "P", 1)[:-1] + "?"
    made = recipient.port_outs_create(body, key="out-1")
    assert (made.status, made.body["state"]) == (201, "received")
    assert made.body["answer_due_at"] == "2026-11-30T23:00:00Z"
    failed = [
        (one["code"], one["number"]) for one in made.body["checks"] if one["verdict"] == "failed" and one["number"]
    ]
    assert failed == [("rio", f"+33{OURS[2][1:]}")]
    here = {"id": made.body["id"]}
    assert stranger.port_outs_retrieve(**here).status == 404
    assert recipient.port_outs_accept_create({}, **here).status == 403

    [waiting] = desk.pages("port_outs_list")
    assert {"accept", "refuse"} <= set(waiting["allowed_actions"])
    illegal = desk.port_outs_refuse_create({"refusal": "rio_invalid"}, **here)
    assert (illegal.status, illegal.body["code"]) == (422, "ground_needs_evidence")
    answered = desk.port_outs_accept_create({"numbers": [{"number": OURS[2], "refusal": "rio_invalid"}]}, **here)
    assert (answered.status, answered.body["state"]) == (200, "accepted")

    seen = recipient.port_outs_retrieve(**here).body
    assert [one["answer"] for one in seen["numbers"]] == ["accepted", "accepted", "refused"]
    assert seen["numbers"][2]["refusal"]["code"] == "rio_invalid"
    assert recipient.port_outs_cancel_create({"reason": "customer_withdrew"}, **here).body["state"] == "cancelled"
    happened = [(one["type"], one["facts"]) for one in recipient.pages("port_outs_events_list", **here)]
    assert happened == [
        ("port_out.received", {}),
        ("port_out.accepted", {"accepted": 2, "refused": 1, "grounds": ["rio_invalid"]}),
        ("port_out.cancelled", {}),
    ]
    feed = recipient.events_list(query={"record": made.body["id"]}).body["results"]
    assert [(one["type"], one["facts"]) for one in feed] == happened
    assert stranger.events_list().body["results"] == []
    assert [one["record"]["reference"] for one in desk.events_list().body["results"]][:1] == [made.body["reference"]]
