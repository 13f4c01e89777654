"""The differences of the register on screen: read, settled one by one and many at once, told on Today."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from portability.models import Port, RegisterDifference
from portability.reconciling import settle
from tests.factories import ExchangeFileFactory, MessageFactory, PortInFactory, UserFactory
from tests.portability.world import NOW, ONCE, TODAY, TWICE
from tests.screens import logged_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

LIST = "/differences/"
NEW, OTHER = "0199000777", "0199000888"


@pytest.fixture
def supervisor(desk):
    return logged_in(UserFactory(groups=["supervisor"], username="sophie"))


@pytest.fixture
def agent(desk):
    return logged_in(UserFactory(groups=["agent"]))


@pytest.fixture
def file():
    return ExchangeFileFactory(read=True, made_at=NOW)


def differs(file, number=NEW, kind="missing_here", **fields) -> RegisterDifference:
    theirs = {"theirs": "010802", "their_operator": "OVH", "their_date": date(2026, 11, 2), "found_at": NOW}
    return RegisterDifference.objects.create(file=file, number=number, kind=kind, **{**theirs, **fields})


def route_of(number: str) -> str:
    return Port.objects.get(number=number, ended_on=None).routing_prefix.prefix


def test_a_difference_says_what_each_side_holds(agent, file):
    differs(file, ONCE, "other_prefix", ours="010802", theirs="010801", their_operator="SFR0")
    text = seen(agent.get(LIST))
    for said in ("01 99 00 02 00", "another prefix", "010802</span> OVH", "010801</span> SFR", "since 2 Nov. 2026"):
        assert said in text


def test_a_side_without_a_port_says_so(agent, file):
    differs(file)
    assert "not ported" in seen(agent.get(LIST))


def test_what_waits_is_no_command_in_french(agent, file):
    text = seen(agent.get(LIST, headers={"accept-language": "fr"}))
    assert "À trancher" in text
    assert ">Ouvrir<" not in text


def test_taking_theirs_writes_the_register(supervisor, file):
    one = differs(file)
    assert "1 of 1 difference settled" in seen(supervisor.post(LIST, {"taken": one.pk}))
    assert route_of(NEW) == "010802"
    assert "theirs was taken" in seen(supervisor.get(LIST, {"settled": "1"}))


def test_keeping_ours_leaves_the_register(supervisor, file):
    one = differs(file, ONCE, "other_prefix", ours="010802", theirs="010801")
    supervisor.post(LIST, {"kept": one.pk})
    assert route_of(ONCE) == "010802"
    assert "sophie" in seen(supervisor.get(LIST, {"settled": "1"}))


def test_many_are_settled_at_once_each_with_its_own_result(supervisor, file):
    good, bad = differs(file), differs(file, OTHER, theirs="010777")
    text = seen(supervisor.post(LIST, {"act": "taken", "rows": [good.pk, bad.pk]}))
    assert "1 of 2 differences settled" in text
    assert "The prefix 010777 is not known" in text
    assert list(RegisterDifference.objects.filter(closed_at=None)) == [bad]


def test_the_second_of_two_people_is_told_who_was_faster(supervisor, file):
    one = differs(file)
    settle(one, "kept", by=UserFactory(groups=["supervisor"], username="paul"), now=NOW)
    assert "paul was faster" in seen(supervisor.post(LIST, {"taken": one.pk}))
    assert not Port.objects.filter(number=NEW).exists()


def test_nothing_chosen_is_said(supervisor, file):
    differs(file)
    assert "Choose the differences first." in seen(supervisor.post(LIST, {"act": "taken"}, follow=True))


def test_an_agent_reads_and_does_not_settle(agent, file):
    one = differs(file)
    assert "Take theirs" not in seen(agent.get(LIST))
    assert agent.post(LIST, {"taken": one.pk}).status_code == 403


@pytest.mark.parametrize("filters", [{"number": "01.99.00.07.77"}, {"kind": "missing_here"}])
def test_a_difference_is_found_by_what_is_known_of_it(agent, file, filters):
    differs(file)
    differs(file, TWICE, "missing_there", ours="010802", theirs="")
    text = seen(agent.get(LIST, filters))
    assert "01 99 00 07 77" in text
    assert "01 99 00 00 01" not in text


def test_agreement_is_good_news(agent):
    assert "Our register and theirs agree" in seen(agent.get(LIST))
    assert "No difference was settled yet" in seen(agent.get(LIST, {"settled": "1"}))


@pytest.mark.parametrize("settled", [False, True])
def test_a_list_costs_the_same_whatever_its_rows(supervisor, file, django_assert_max_num_queries, settled):
    closed = {"closed_at": NOW, "closed_by": "sophie", "outcome": "kept"} if settled else {}
    differs(file, **closed)
    address = f"{LIST}?settled=1" if settled else LIST
    supervisor.get(address)
    with django_assert_max_num_queries(40) as one:
        supervisor.get(address)
    for n in range(9):
        differs(file, f"01990009{n:02}", **closed)
    with django_assert_max_num_queries(len(one)):
        supervisor.get(address)


def test_who_may_not_look_does_not(desk):
    assert logged_in(UserFactory()).get(LIST).status_code == 403


def test_today_has_one_row_for_all_of_them(agent, file):
    differs(file, found_at=NOW - timedelta(days=3))
    differs(file, OTHER)
    [(bucket, [row])] = agent.get("/").context["buckets"]
    assert (bucket.value, row.about, row.url, row.since) == ("waiting", "2 numbers", LIST, NOW - timedelta(days=3))


def test_the_navigation_counts_them(agent, file):
    differs(file)
    counts = agent.get("/").context["layout"].counts
    assert (counts["portability:difference_list"], counts["today"]) == (1, 0)


# The messages about a request, on its page


def page_of(port_in) -> str:
    return reverse("portability:port_in_detail", args=[port_in.reference])


def test_the_page_of_a_request_tells_what_was_said_of_it_in_files(agent):
    port_in = PortInFactory(state="acknowledged", scheduled_on=TODAY)
    ours = ExchangeFileFactory(state="acknowledged", number=42)
    about = {"reference": port_in.reference, "at": NOW}
    MessageFactory(file=ours, line=1, status="sent", message_id="M-2026-000001", **about)
    MessageFactory(quarantined=True, kind="eligibility", message_id="C-1", file__number=7, **about)
    MessageFactory(kind="reminder", **about)
    text = seen(agent.get(page_of(port_in)))
    assert "Message to the clearing house: Port request" in text
    assert "BASC-000042 · acknowledged" in text
    assert f'{reverse("exchanges:file", args=[ours.pk])}?q=M-2026-000001">' in text
    assert "Message from the clearing house: Answer of the donor" in text
    assert "APNF-000007 · in quarantine" in text
    assert "waits for the next file" in text
