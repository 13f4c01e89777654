"""The history of a record in words."""

import pytest
from django.utils import translation

from bascule.events import event_types
from bascule.models import History
from bascule.timeline import tellings, why


def test_every_event_has_words():
    """Without them a timeline would show a name of the code, in no language."""
    said = {event for telling in tellings().values() for event in [*telling.words, *telling.sentences]}
    assert event_types() - said == set()


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"accepted": 1}, "1 accepté"),
        ({"accepted": 2, "refused": 1}, "2 acceptés, 1 refusé"),
        ({"refused": 3}, "3 refusés"),
    ],
)
def test_an_answer_counts_in_french(facts, told):
    line = History(kind="port_out", event="port_out.accepted", facts=facts)
    with translation.override("fr"):
        assert why(line) == told
