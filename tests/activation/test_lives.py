"""The three lives: every move from every state, and who may make it."""

import pytest
from django_fsm import TransitionNotAllowed

from activation.models import Subscription, Takeover, UnbundlingOrder
from bascule.lifecycle import SYSTEM, allowed_moves, perform
from bascule.models import History
from tests.activation.factories import OfferFactory, SubscriptionFactory, TakeoverFactory, UnbundlingOrderFactory
from tests.activation.place import D, at
from tests.factories import ApiKeyFactory, OperatorFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = at(D)
STAYS = "None"
UNDER_WAY = {"prospect", "ordered", "waiting_for_customer"}
SETTLED = {"done", "failed", "corrected", "cancelled", "acknowledged_in_error"}
SUBSCRIPTION = {
    "launch": ({"prospect"}, "ordered", "ordered"),
    "wait": ({"prospect", "ordered"}, "waiting_for_customer", "waiting"),
    "call": ({"waiting_for_customer"}, STAYS, "called"),
    "correct": ({"waiting_for_customer"}, "ordered", "corrected"),
    "drop_port": (UNDER_WAY, STAYS, "port_dropped"),
    "activate": ({"ordered", "waiting_for_customer"}, "activating", "activating"),
    "finish": ({"activating"}, "active", "activated"),
    "suspend": ({"active"}, "suspended", "suspended"),
    "resume": ({"suspended"}, "active", "resumed"),
    "change_offer": ({"active"}, "activating", "offer_changed"),
    "cancel": (UNDER_WAY | {"activating"}, "cancelled", "cancelled"),
    "terminate": ({"active", "suspended"}, "terminated", "terminated"),
    "reveal": ({"activating", "active", "suspended"}, STAYS, "secret_read"),
}
ORDER = {
    "release": ({"held"}, "due", "due"),
    "send": ({"due"}, "sent", "sent"),
    "acknowledge": ({"sent"}, "acknowledged", "acknowledged"),
    "refuse": ({"sent"}, "acknowledged_in_error", "acknowledged_in_error"),
    "remind": ({"sent", "acknowledged"}, STAYS, "reminded"),
    "complete": ({"sent", "acknowledged"}, "done", "done"),
    "fail": ({"sent", "acknowledged"}, "failed", "failed"),
    "correct": ({"acknowledged_in_error"}, "corrected", "corrected"),
    "cancel": ({"held", "due", "sent", "acknowledged", "acknowledged_in_error"}, "cancelled", "cancelled"),
    "note_stray": (SETTLED, STAYS, "stray_report"),
    "settle_stray": (SETTLED, STAYS, "stray_settled"),
}
TAKEOVER = {
    "restore": ({"open"}, "restored", "restored"),
    "dismiss": ({"open"}, "dismissed", "dismissed"),
}
MAPS = {Subscription: SUBSCRIPTION, UnbundlingOrder: ORDER, Takeover: TAKEOVER}
FACTS = {
    (Subscription, "wait"): {"code": "address_mismatch"},
    (Subscription, "call"): {"outcome": "no_answer"},
    (Subscription, "reveal"): {"kind": "voip"},
    (UnbundlingOrder, "refuse"): {"code": "address_mismatch"},
    (UnbundlingOrder, "fail"): {"code": "no_spare_pair"},
    (UnbundlingOrder, "note_stray"): {"result": "failed"},
}


def states_of(model):
    return [state for state, _words in model._meta.get_field("state").choices]


EVERY = [(model, state, move) for model, moves in MAPS.items() for state in states_of(model) for move in moves]


def record(model, state):
    """A record in a state, with what the state needs."""
    ended = D if state in {"cancelled", "terminated", "restored", "dismissed"} else None
    if model is Subscription:
        return SubscriptionFactory(
            state=state,
            ended_on=ended,
            ordered_at=NOW,
            activated_at=NOW,
            waits_for="address_mismatch" if state == "waiting_for_customer" else "",
        )
    if model is Takeover:
        return TakeoverFactory(state=state, ended_on=ended)
    return UnbundlingOrderFactory(
        state=state,
        sent_on=D,
        done_on=D,
        failure_code="address_mismatch" if state in {"failed", "acknowledged_in_error"} else "",
        stray_result="ok",
        stray_at=NOW,
    )


def facts_for(model, move):
    if move == "change_offer":
        offer = OfferFactory()
        return {"offer": offer.code, "private": {"changes": {"offer_id": offer.pk}}}
    return FACTS.get((model, move), {})


@pytest.mark.parametrize("model", MAPS)
def test_the_whole_map_of_moves(model):
    moves = {}
    for move in model().get_all_state_transitions():
        sources, *_rest = moves.setdefault(move.name, (set(), str(move.target), move.custom["event"]))
        sources.add(str(move.source))
    assert moves == MAPS[model]


@pytest.mark.parametrize(("model", "state", "move"), EVERY)
def test_each_move_from_each_state(model, state, move):
    OperatorFactory(own=True)
    one = record(model, state)
    sources, target, event = MAPS[model][move]
    facts = facts_for(model, move)
    if state in sources:
        reached = state if target == STAYS else target
        assert perform(one, move, by=SYSTEM, now=NOW, **facts).state == reached
        assert one.history.get().event == f"{model.KIND}.{event}"
    else:
        with pytest.raises(TransitionNotAllowed):
            perform(one, move, by=SYSTEM, now=NOW, **facts)
        assert model.objects.get(pk=one.pk).state == state
        assert not History.objects.exists()


BY_HAND = {
    Subscription: {
        *("call", "correct", "drop_port", "suspend", "resume", "change_offer", "cancel", "terminate", "reveal"),
    },
    UnbundlingOrder: {"correct", "cancel", "settle_stray"},
    Takeover: {"restore", "dismiss"},
}


@pytest.mark.parametrize("group", ["activation agent", "agent", "partner manager"])
@pytest.mark.parametrize(("model", "state"), [(model, state) for model in MAPS for state in states_of(model)])
def test_what_each_group_may_do_in_each_state(group, model, state):
    may = BY_HAND[model] if group == "activation agent" else set()
    possible = {move for move, (sources, *_rest) in MAPS[model].items() if state in sources}
    assert set(allowed_moves(record(model, state), UserFactory(groups=[group]))) == possible & may


def test_a_partner_s_key_does_what_a_subscriber_may_ask_for():
    one = record(Subscription, "waiting_for_customer")
    key = ApiKeyFactory(operator=one.partner, scopes=["activations:write"])
    assert set(allowed_moves(one, key)) == {"call", "correct", "drop_port", "cancel"}
    assert allowed_moves(one, ApiKeyFactory(operator=one.partner, scopes=["activations:read"])) == []


def test_no_history_holds_what_a_person_wrote():
    from activation.correcting import note_call

    one = record(Subscription, "waiting_for_customer")
    note_call(one, "no_answer", by=SYSTEM, now=NOW, note="Sa voisine a répondu.")
    assert "voisine" not in str(list(History.objects.values()))
