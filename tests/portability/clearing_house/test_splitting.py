"""A mixed answer: what was accepted goes on at once, what was refused becomes a request of its own."""

from datetime import date

import pytest
from django.utils import translation

from bascule.lifecycle import SYSTEM, perform
from bascule.timeline import what_happened
from portability.models import PortIn, PortInNumber
from portability.tasks import send_port_ins, start_cutovers
from tests.portability.clearing_house.other_side import FIRST_DAY, at, events, fresh, ordered, quarantined
from tests.portability.world import NOW

A, B, C, D = (f"01990001{n:02}" for n in (1, 2, 3, 4))


@pytest.fixture
def sent(there):
    request = ordered(A, B, C, D)
    send_port_ins(now=NOW)
    there.acknowledges(request)
    return fresh(request)


def numbers(request):
    return list(request.numbers.values_list("national", flat=True))


def answer(there, request, **fields):
    there.says("eligibility", request, **{name.replace("_R_", ".R-"): value for name, value in fields.items()})
    return fresh(request), list(PortIn.objects.filter(split_from=request).order_by("reference"))


def test_the_accepted_go_on_and_the_refused_go_their_own_way(there, sent):
    request, [part] = answer(there, sent, accepted=f"{A},{B}", refused_R_RIO=f"{C},{D}", text="clé")
    assert (request.state, numbers(request)) == ("accepted", [A, B])
    assert (part.state, numbers(part), part.rejection_code) == ("rejected", [C, D], "rio_invalid")
    assert part.reference == "PI-2026-000002"
    kept = ("quote_id", "customer_id", "partner_id", "donor_id", "promised_on", "scheduled_on", "routing_prefix")
    assert [getattr(part, name) for name in kept] == [getattr(request, name) for name in kept]
    assert (part.rejections, request.rejections) == (1, 0)


def test_both_histories_tell_of_it(there, sent):
    request, [part] = answer(there, sent, accepted=f"{A},{B}", refused_R_RIO=f"{C},{D}")
    assert events(request) == ["ordered", "sent", "acknowledged", "split", "accepted"]
    assert events(part) == ["split", "rejected"]
    assert request.history.get(event="port_in.split").facts == {"numbers": 2, "other": part.reference}
    assert part.history.get(event="port_in.split").facts == {"numbers": 2, "other": request.reference}
    with translation.override("en"):
        assert [what_happened(one.history.get(event="port_in.split")) for one in (request, part)] == [
            f"Split: 2 numbers answered apart, see {other}" for other in (part, request)
        ]


def test_refused_for_two_reasons_beside_accepted_ones(there, sent):
    request, parts = answer(there, sent, accepted=A, refused_R_RIO=B, refused_R_INACTIVE=f"{C},{D}")
    assert (request.state, numbers(request)) == ("accepted", [A])
    assert sorted((part.rejection_code, tuple(numbers(part))) for part in parts) == [
        ("number_inactive", (C, D)),
        ("rio_invalid", (B,)),
    ]


def test_all_refused_for_one_reason_is_no_split(there, sent):
    request, parts = answer(there, sent, refused_R_RIO=f"{A}-{D}")
    assert (request.state, numbers(request), parts) == ("rejected", [A, B, C, D], [])


def test_all_refused_for_two_reasons(there, sent):
    request, [part] = answer(there, sent, refused_R_INACTIVE=f"{A},{B}", refused_R_RIO=f"{C},{D}")
    assert (request.state, request.rejection_code, numbers(request)) == ("rejected", "number_inactive", [A, B])
    assert (part.state, part.rejection_code, numbers(part)) == ("rejected", "rio_invalid", [C, D])


def test_numbers_that_are_not_named_wait(there, sent):
    request, parts = answer(there, sent, accepted=A)
    assert (request.state, parts) == ("acknowledged", [])
    request, [part] = answer(there, sent, refused_R_RIO=B)
    assert (request.state, numbers(request), numbers(part)) == ("acknowledged", [A, C, D], [B])
    request, _parts = answer(there, sent, accepted=f"{C},{D}", date="2026-12-03")
    assert (request.state, request.scheduled_on) == ("accepted", date(2026, 12, 3))
    assert quarantined() == []


def test_an_answer_in_two_messages_of_one_file(there, sent):
    there.says_all([("eligibility", sent, {"accepted": one}) for one in (f"{A},{B}", f"{C},{D}")])
    assert fresh(sent).state == "accepted"


def test_what_was_accepted_before_a_correction_counts_no_more(there, sent):
    answer(there, sent, accepted=f"{A},{B}")
    request, _ = answer(there, sent, refused_R_DATE=f"{A}-{D}")
    assert request.state == "rejected"
    perform(request, "correct", by=SYSTEM, now=NOW)
    send_port_ins(now=NOW)
    request, _ = answer(there, sent, accepted=f"{C},{D}")
    assert request.state == "sent"


def test_a_late_refusal_of_some_leaves_the_others_accepted(there, sent):
    answer(there, sent, accepted=f"{A}-{D}")
    request, [part] = answer(there, sent, refused_R_INACTIVE=D)
    assert (request.state, numbers(request)) == ("accepted", [A, B, C])
    assert (part.state, events(part)) == ("rejected", ["split", "rejected"])


def test_the_part_lives_on_its_own(there, sent):
    request, [part] = answer(there, sent, accepted=f"{A},{B}", refused_R_RIO=f"{C},{D}")
    perform(part, "correct", by=SYSTEM, now=NOW)
    send_port_ins(now=NOW)
    assert there.last("port_request", part).fields["numbers"] == f"{C}-{D}"
    assert there.last("port_request", part).fields["attempt"] == "2"
    there.accepts(part, date="2026-12-02")
    start_cutovers(now=at(FIRST_DAY, 8))
    assert (fresh(request).state, fresh(part).state) == ("ready", "accepted")


def test_a_number_is_in_one_open_request_all_the_time(there, sent):
    answer(there, sent, accepted=A, refused_R_RIO=f"{B},{C}", refused_R_DATE=D)
    assert PortInNumber.objects.filter(open=True).count() == 4
    assert PortInNumber.objects.count() == 4


def test_the_third_rejection_counts_across_a_split(there, sent):
    PortIn.objects.filter(pk=sent.pk).update(rejections=2)
    _request, [part] = answer(there, sent, accepted=A, refused_R_RIO=f"{B}-{D}")
    assert (part.rejections, part.escalated) == (3, True)
