"""What can happen here: every type of event that a partner may read or be told of."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps

from bascule.models import Life


@cache
def event_types() -> frozenset[str]:
    """`quote.offered`, `port_in.accepted`…: one for every transition, and one for the first state of each kind."""
    return frozenset(event for model in apps.get_models() if issubclass(model, Life) for event in events_of(model))


@cache
def amounts_of(kind: str) -> frozenset[str]:
    """The facts of this kind of record that are amounts of euros."""
    found = (model.AMOUNTS for model in apps.get_models() if issubclass(model, Life) and kind == model.KIND)
    return next(found, frozenset())


def events_of(model: Any) -> Iterator[str]:
    state = model._meta.get_field("state")
    happenings = [move.custom["event"] for move in state.get_all_transitions(model)]
    yield from (f"{model.KIND}.{happening}" for happening in [state.default, *happenings])
