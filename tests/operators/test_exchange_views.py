"""The screens of exchanges: files and their answers, lines in quarantine, what of it waits on Today."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from time_machine import travel

from bascule.lifecycle import SYSTEM, perform
from operators.exchange.counterparts import CLEARING_HOUSE, counterpart
from operators.exchange.envelope import Said
from operators.exchange.handlers import HANDLERS
from operators.exchange.outbox import flush, post, prepare
from operators.models import ExchangeFile, Message, Way
from tests.factories import ExchangeFileFactory, MessageFactory, OperatorFactory, PriceListFactory, UserFactory
from tests.portability.world import NOW
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db

LIST = "/exchanges/"
QUARANTINE = "/exchanges/quarantine/"


@pytest.fixture(autouse=True)
def monday():
    with travel(NOW, tick=False), translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def house(db):
    OperatorFactory(own=True)
    PriceListFactory()


@pytest.fixture
def agent() -> Client:
    return logged_in(UserFactory(groups=["agent"], username="anne", first_name="Anne", last_name="Martin"))


@pytest.fixture
def supervisor() -> Client:
    return logged_in(UserFactory(groups=["supervisor"], first_name="Sophie", last_name="Bernard"))


@pytest.fixture
def understood(monkeypatch) -> list[str]:
    """A room that understands `schedule` has come since: the ids that it took up."""
    heard: list[str] = []

    def hear(messages, now):
        heard.extend(message.message_id for message in messages)
        return {}

    monkeypatch.setitem(HANDLERS, (CLEARING_HOUSE, "schedule"), hear)
    return heard


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.COUNTERPARTS = {CLEARING_HOUSE: {"code": "APNF", "url": f"directory://{tmp_path}"}}
    return tmp_path


def page_of(file: ExchangeFile) -> str:
    return reverse("exchanges:file", args=[file.pk])


def sent(times: int = 1, then: str = "", **facts) -> ExchangeFile:
    """A file of ours that went out at hourly intervals until now, and what became of it."""
    start = NOW - timedelta(hours=times)
    file = ExchangeFileFactory(made_at=start, state="prepared", sendings=0, sent_at=None)
    for hour in range(times):
        perform(file, "send", by=SYSTEM, now=start + timedelta(hours=hour))
    if then:
        perform(file, then, by=SYSTEM, now=NOW, **facts)
    return ExchangeFile.objects.get(pk=file.pk)


def received(**counts) -> ExchangeFile:
    """A file of theirs, read whole; its counts add up."""
    reached = sum(counts.values())
    return ExchangeFileFactory(read=True, lines=reached, reached=reached, made_at=NOW, **counts)


# The list


def names(client: Client, **filters) -> set[str]:
    return {file.name for file in client.get(LIST, filters).context["page"]}


@pytest.mark.parametrize(
    "filters",
    [
        {"way": "out"},
        {"state": "acknowledged"},
        {"counterpart": "clearing_house", "way": "out"},
        {"day": "2026-11-20"},
        {"q": "000042"},
        {"q": "BASC.APNF.20261120"},
        {"q": "M-2026-000777"},
        {"q": "pi-2026-000123"},
    ],
)
def test_a_file_is_found_by_what_is_known_of_it(agent, filters):
    wanted = ExchangeFileFactory(state="acknowledged", number=42, made_at=NOW - timedelta(days=3))
    MessageFactory(file=wanted, line=1, message_id="M-2026-000777", reference="PI-2026-000123")
    other = ExchangeFileFactory(received=True, number=7, made_at=NOW)
    MessageFactory(file=other, line=1, way=Way.IN, message_id="C-1", reference="PI-2026-000999")
    assert names(agent, **filters) == {wanted.name}


def test_each_counterpart_has_its_own_files(agent):
    ours, theirs = ExchangeFileFactory(), ExchangeFileFactory(counterpart="incumbent", name="BASC.FRTE.1")
    assert names(agent, counterpart="incumbent") == {theirs.name}
    assert names(agent, counterpart="clearing_house") == {ours.name}
    assert "the incumbent</span>" in seen(agent.get(LIST))


def test_a_message_to_the_incumbent_is_shown_as_it_stands_in_its_file(supervisor):
    file = ExchangeFileFactory(counterpart="incumbent", name="BASC.FRTE.1")
    order = {"reference": "UO-2026-000001", "message_id": "M-2026-000201", "fields": {"reason": "moved; twice"}}
    MessageFactory(file=file, line=1, counterpart="incumbent", kind="access_cancellation", **order)
    text = seen(supervisor.get(page_of(file)))
    assert "Cancellation of an order" in text
    assert "ANN_CMD_ACCES;M-2026-000201;UO-2026-000001;&quot;moved; twice&quot;" in text


def test_the_quarantine_of_one_counterpart_is_shown_alone(agent):
    house = MessageFactory(quarantined=True)
    MessageFactory(quarantined=True, counterpart="incumbent")
    page = agent.get(QUARANTINE, {"counterpart": "clearing_house"}).context["page"]
    assert list(page) == [house]


def test_each_line_of_a_file_of_theirs_is_accounted_for(agent):
    received(accepted=1_190, quarantined=7, duplicates=3)
    text = seen(agent.get(LIST))
    for shown in ("1,200</td>", "1,190</td>", ">7</span>", "3</td>"):
        assert shown in text


def test_it_says_after_how_long_a_file_was_acknowledged_and_how_often_it_was_sent(agent):
    sent(times=2, then="acknowledge")
    text = seen(agent.get(LIST))
    assert "after 2 hours" in text
    assert "sent 2 times" in text


def test_the_totals_are_those_of_the_day(agent):
    sent(then="acknowledge")
    received(accepted=30, quarantined=10)
    ExchangeFileFactory(state="acknowledged", made_at=NOW - timedelta(days=1), lines=99)
    ExchangeFileFactory(made_at=NOW - timedelta(minutes=20), lines=2)
    today = [total.value for total in agent.get(LIST).context["totals"]]
    assert today == ["2", "1", "42", "25.0\xa0%", "20\xa0minutes"]
    assert [total.value for total in agent.get(LIST, {"day": "2026-11-22"}).context["totals"]][:3] == ["1", "0", "99"]
    assert "25,0\xa0%" in agent.get(LIST, headers={"Accept-Language": "fr"}).content.decode()


def test_typing_in_a_filter_brings_the_rows_alone(agent):
    file = ExchangeFileFactory()
    text = seen(agent.get(LIST, headers={"HX-Request": "true"}))
    assert file.name in text
    assert "<html" not in text


def test_an_empty_list_says_what_to_do(agent):
    assert "No file was exchanged yet" in seen(agent.get(LIST))
    assert "Show all files" in seen(agent.get(LIST, {"q": "nothing"}))


@pytest.mark.parametrize("address", [LIST, QUARANTINE])
def test_a_list_costs_the_same_whatever_its_rows(agent, django_assert_max_num_queries, address):
    MessageFactory(quarantined=True, message_id="C-0")
    agent.get(address)
    with django_assert_max_num_queries(40) as one:
        agent.get(address)
    for n in range(1, 10):
        MessageFactory(quarantined=True, message_id=f"C-{n}")
    with django_assert_max_num_queries(len(one)):
        agent.get(address)


@pytest.mark.parametrize("address", [LIST, QUARANTINE])
def test_who_may_not_look_does_not(address):
    assert logged_in(UserFactory()).get(address).status_code == 403


# The page of a file


def test_a_file_shows_its_messages_and_the_lines_as_they_stand_in_it(agent):
    file = sent(then="acknowledge")
    MessageFactory(
        file=file, line=1, message_id="M-2026-000001", reference="PI-2026-000001", fields={"date": "2026-12-02"}
    )
    text = seen(agent.get(page_of(file)))
    assert "Port request" in text
    assert "M-2026-000001|port_request|PI-2026-000001|date=2026-12-02" in text
    assert "/search/?q=PI-2026-000001" in text
    assert "acknowledged after 1 hour" in text


def test_the_messages_of_a_file_are_filtered_by_status(agent):
    file = received(accepted=1, quarantined=1)
    MessageFactory(file=file, line=1, way=Way.IN, status="done", message_id="C-GOOD")
    MessageFactory(quarantined=True, file=file, line=2, message_id="C-BAD")
    text = seen(agent.get(page_of(file), {"status": "quarantined"}))
    assert "C-BAD" in text
    assert "C-GOOD" not in text


def test_a_file_that_was_never_acknowledged_says_what_happened_and_who_must_act(supervisor):
    text = seen(supervisor.get(page_of(sent(times=3, then="escalate"))))
    assert "Sent 3 times (23 November, 07:00, 08:00 and 09:00) and never acknowledged" in text
    assert "Who acts: us." in text
    assert "Send again" in text


def test_a_file_that_they_refused_says_why_in_their_words(agent):
    file = sent(then="refuse", code="cut", text="footer says 12")
    text = seen(agent.get(page_of(file)))
    assert "They refused it whole: it is cut" in text
    assert "footer says 12" in text


@pytest.mark.parametrize(("times", "then"), [(1, "acknowledge"), (0, "")])
def test_a_file_that_did_not_fail_is_not_sent_again(supervisor, times, then):
    assert "Send again" not in seen(supervisor.get(page_of(sent(times, then))))


def test_an_agent_does_not_send_files_again(agent):
    file = sent(times=3, then="escalate")
    assert "Send again" not in seen(agent.get(page_of(file)))
    assert agent.post(reverse("exchanges:send", args=[file.pk])).status_code == 403


def test_markup_in_a_line_is_only_text(agent):
    file = received(quarantined=1)
    MessageFactory(
        quarantined=True, file=file, line=1, raw="<script>alert(1)</script>", message_id="", kind="", reference=""
    )
    for address in (page_of(file), QUARANTINE):
        assert "<script>alert" not in seen(agent.get(address))


def test_lines_may_hold_personal_data_and_are_only_for_who_may_read_messages():
    reader = logged_in(UserFactory(permissions=["operators.view_exchangefile"]))
    assert reader.get(LIST).status_code == 200
    assert reader.get(page_of(sent())).status_code == 403


@pytest.mark.parametrize("text", ["\0", "%", "é" * 500, "' OR 1=1"])
def test_nonsense_in_an_address_harms_nobody(agent, text):
    for address in (LIST, QUARANTINE, page_of(sent())):
        query = {"q": text, "page": text, "status": text, "day": text, "way": text}
        assert agent.get(address, query).status_code == 200


# Quarantine


def held(**fields) -> Message:
    return MessageFactory(quarantined=True, at=NOW, **fields)


def test_a_line_says_why_it_is_there(agent):
    held(message_id="C-1", problem="not_expected", problem_text="The request is completed.", reference="PI-2026-000001")
    text = seen(agent.get(QUARANTINE))
    for said in ("Answer of the donor", "is not in a state that expects it", "The request is completed.", "C-1|elig"):
        assert said in text
    assert "/search/?q=PI-2026-000001" in text


def test_a_record_that_we_do_not_have_is_no_link(agent):
    held(message_id="C-1", problem="unknown_record", reference="PI-2026-000001")
    assert "/search/?q=PI-2026-000001" not in seen(agent.get(QUARANTINE))


@pytest.mark.parametrize(
    "filters", [{"problem": "malformed"}, {"kind": "schedule"}, {"q": "C-1"}, {"q": "pi-2026-000001"}]
)
def test_lines_are_found_by_what_is_known_of_them(agent, filters):
    held(message_id="C-1", problem="malformed", kind="schedule", reference="PI-2026-000001")
    held(message_id="C-2", reference="PI-2026-000002")
    text = seen(agent.get(QUARANTINE, filters))
    assert "C-1" in text
    assert "C-2" not in text


def test_nothing_in_quarantine_is_good_news(agent):
    assert "Every line that was received is accounted for" in seen(agent.get(QUARANTINE))


def test_a_line_that_can_be_taken_up_now_is_done_and_leaves(agent, understood):
    line = held(message_id="C-1", kind="schedule", problem="unknown_kind", reference="PI-2026-000001")
    text = seen(agent.post(QUARANTINE, {"replay": line.pk}))
    assert "1 of 1 line done" in text
    assert "Nothing is in quarantine" in text
    line.refresh_from_db()
    assert (line.status, line.problem, line.handled_by) == ("done", "", "anne")
    assert understood == ["C-1"]


def test_many_lines_are_taken_up_each_with_its_own_result(agent, understood):
    file = received(quarantined=2)
    good = held(message_id="C-1", kind="schedule", problem="unknown_kind", file=file, line=1)
    bad = held(message_id="C-2", kind="nonsense", problem="unknown_kind", file=file, line=2)
    text = seen(agent.post(QUARANTINE, {"act": "replay", "rows": [good.pk, bad.pk]}))
    assert "1 of 2 lines done" in text
    assert "It stays in quarantine: nobody here knows this kind of message (nonsense)" in text
    assert ExchangeFile.objects.values_list("accepted", "quarantined").get() == (1, 1)


def test_a_line_that_is_set_aside_stays_readable_in_its_file(agent):
    file = received(quarantined=1)
    line = held(message_id="C-1", file=file, line=1)
    assert "Set aside" in seen(agent.post(QUARANTINE, {"dismiss": line.pk}))
    assert "C-1" in seen(agent.get(page_of(file), {"status": "dismissed"}))
    assert "C-1" not in seen(agent.get(QUARANTINE))


def test_the_second_of_two_agents_is_told_who_was_faster(agent, supervisor):
    lines = [held(message_id="C-1"), held(message_id="C-2")]
    supervisor.post(QUARANTINE, {"dismiss": lines[0].pk})
    text = seen(agent.post(QUARANTINE, {"act": "dismiss", "rows": [line.pk for line in lines]}))
    assert "1 of 2 lines done" in text
    assert "was faster: “set aside”" in text


def test_nothing_chosen_is_said(agent):
    held(message_id="C-1")
    assert "Choose the lines first." in seen(agent.post(QUARANTINE, {"act": "replay"}, follow=True))
    assert "Choose the lines first." in seen(agent.post(QUARANTINE, {"act": "invented", "rows": ["1"]}, follow=True))


@pytest.mark.parametrize("key", ["none", "-1", "9" * 30, ""])
def test_a_row_that_does_not_exist_harms_nobody(agent, key):
    assert agent.post(QUARANTINE, {"act": "replay", "rows": [key]}).status_code == 200


def test_who_may_only_look_has_no_buttons_and_cannot_act():
    line = held(message_id="C-1")
    reader = logged_in(UserFactory(permissions=["operators.view_message"]))
    assert "Take up again" not in seen(reader.get(QUARANTINE))
    assert reader.post(QUARANTINE, {"replay": line.pk}).status_code == 403


# Sending again


def test_a_file_that_failed_is_laid_again_under_the_same_name(supervisor, folder):
    post(CLEARING_HOUSE, [Said("go", "PI-2026-000001", {"date": "2026-11-23"})], now=NOW)
    flush(counterpart(CLEARING_HOUSE), now=NOW)
    file = ExchangeFile.objects.get()
    perform(file, "escalate", by=SYSTEM, now=NOW)
    [laid] = [path for path in (folder / "from-us").iterdir() if path.is_file()]
    laid.unlink()
    answer = supervisor.post(reverse("exchanges:send", args=[file.pk]), follow=True)
    assert "The file is sent again." in seen(answer)
    assert laid.read_text().splitlines()[1:] == ["M-2026-000001|go|PI-2026-000001|date=2026-11-23", "END|1"]
    file = ExchangeFile.objects.get()
    assert (file.state, file.sendings) == ("sent", 2)


def test_a_file_that_was_answered_meanwhile_is_not_sent_again(supervisor):
    file = sent(times=3, then="escalate")
    perform(file, "acknowledge", by=SYSTEM, now=NOW)
    answer = supervisor.post(reverse("exchanges:send", args=[file.pk]), follow=True)
    assert "This is no longer possible: Acknowledged, 23 November 2026, 10:00 (Bascule)." in seen(answer)


def test_a_counterpart_that_cannot_be_reached_is_said(supervisor, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.COUNTERPARTS = {CLEARING_HOUSE: {"code": "APNF", "url": f"directory://{tmp_path}/file"}}
    post(CLEARING_HOUSE, [Said("go", "PI-2026-000001")], now=NOW)
    prepare(counterpart(CLEARING_HOUSE), now=NOW)
    file = ExchangeFile.objects.get()
    answer = supervisor.post(reverse("exchanges:send", args=[file.pk]), follow=True)
    assert "nothing was sent" in seen(answer)
    assert ExchangeFile.objects.get().sendings == 0


# Today, the navigation and the search


def rows_of_today(client: Client) -> dict[str, str]:
    return {row.reference: row.actor for _bucket, rows in client.get("/").context["buckets"] for row in rows}


def test_today_shows_the_files_that_failed_and_who_must_act(agent):
    never, refused = sent(times=3, then="escalate"), sent(then="refuse", code="header")
    theirs = ExchangeFileFactory(received=True, state="refused", problem="cut", made_at=NOW)
    sent(then="acknowledge")
    assert rows_of_today(agent) == {
        never.reference: "us",
        refused.reference: "us",
        theirs.reference: "the clearing house",
    }


def test_a_file_that_came_again_is_no_longer_waited_for(agent):
    first = ExchangeFileFactory(received=True, state="refused", problem="cut", made_at=NOW)
    ExchangeFileFactory(read=True, name=first.name, number=first.number, made_at=NOW)
    assert rows_of_today(agent) == {}


def test_a_file_that_we_refused_long_ago_is_forgotten(agent):
    ExchangeFileFactory(received=True, state="refused", problem="cut", made_at=NOW - timedelta(days=8))
    assert rows_of_today(agent) == {}


def test_the_quarantine_is_one_row_whatever_its_lines(agent):
    for n in range(3):
        held(message_id=f"C-{n}")
    [(bucket, [row])] = agent.get("/").context["buckets"]
    assert (bucket.value, row.reference, row.about) == ("today", "Quarantine", "3 lines")


def test_lines_of_yesterday_are_late(agent):
    MessageFactory(quarantined=True, message_id="C-1", at=NOW - timedelta(days=1))
    assert [bucket.value for bucket, _rows in agent.get("/").context["buckets"]] == ["late"]


def test_the_navigation_counts_what_waits(agent):
    held(message_id="C-1")
    sent(times=3, then="escalate")
    counts = agent.get("/").context["layout"].counts
    assert (counts["exchanges:files"], counts["today"]) == (2, 2)


@pytest.mark.parametrize("spelling", ["{name}", "{name}.ack", "{reference}", "{message}"])
def test_the_search_finds_a_file(agent, spelling):
    file = sent()
    message = MessageFactory(file=file, line=1)
    text = spelling.format(name=file.name, reference=file.reference, message=message.message_id)
    answer = agent.get("/search/", {"q": text})
    assert answer["Location"].startswith(page_of(file))


def test_the_search_shows_no_file_to_who_may_not_look():
    file = sent()
    answer = logged_in(UserFactory()).get("/search/", {"q": file.name})
    assert page_of(file) not in seen(answer)
