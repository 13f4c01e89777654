"""E-mails: who is told of what, in which language, once each, and never because of a past that was loaded."""

from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from time import sleep

import pytest
from django.core import mail as post
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.template import Context, Engine
from django.utils import translation
from time_machine import travel

from bascule.lifecycle import SYSTEM, enter, perform
from bascule.models import History
from operators.models import Mail, MailMark, MailStatus, Operator
from operators.notifications import send_waiting, webhook_switched_off, write_mails
from operators.notifications.letters import TELLERS
from operators.notifications.sending import AGAIN_AFTER, in_language
from operators.tasks import send_mails
from portability.models import PortIn
from portability.restorations import suspect
from tests.factories import (
    CustomerFactory,
    ExchangeFileFactory,
    InventoryFactory,
    NumberFactory,
    OperatorFactory,
    PortInFactory,
    PortInNumberFactory,
    UserFactory,
)
from tests.portability.clearing_house.other_side import ordered
from tests.portability.leaving.desk import ONE, received, serve
from tests.portability.world import NOW
from tests.tree import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]

CUSTOMER = "contact@lilas.example"
TEMPLATES = ROOT / "templates" / "mail"
NAMES = sorted(path.stem for path in (TEMPLATES / "fr").glob("*.txt"))


@pytest.fixture(autouse=True)
def monday():
    with travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def committed(request, monkeypatch):
    """Inside the one transaction of a test nothing is ever settled; `TestCommitted` waits for real commits."""
    if request.cls is not TestCommitted:
        monkeypatch.setattr("operators.notifications.writing.settled_before", lambda: 2**62)


@pytest.fixture(autouse=True)
def switched_on(desk, committed):
    """People are told of what happens from here on."""
    UserFactory(groups=["supervisor"], email="sophie@basc.example", username="sophie")
    UserFactory(groups=["agent"], email="agent@basc.example")
    UserFactory(groups=["supervisor"], email="")
    send_mails(now=NOW)
    assert not post.outbox


def run(now: datetime = NOW) -> list[tuple[str, str]]:
    """What one run of the batch sends: to whom, about what."""
    post.outbox.clear()
    send_mails(now=now)
    return [(one.to[0], one.subject) for one in post.outbox]


def port_in(state: str = "accepted", **fields) -> PortIn:
    customer = fields.pop("customer", None) or CustomerFactory(email=CUSTOMER)
    made = PortInFactory(
        **{"state": state, "customer": customer, "scheduled_on": date(2026, 12, 1), "updated_at": NOW, **fields}
    )
    PortInNumberFactory(port_in=made, national="0199000100")
    PortInNumberFactory(port_in=made, national="0199000101")
    return made


class TestCustomers:
    def test_ordered_with_the_day(self):
        request = ordered("0199000100", customer=CustomerFactory(email=CUSTOMER))
        assert run() == [(CUSTOMER, f"Votre demande de portabilité {request.reference} est enregistrée")]
        body = post.outbox[0].body
        assert "01 99 00 01 00" in body
        assert "mardi 1er décembre 2026" in body
        assert "Bascule Télécom" in body
        assert post.outbox[0].from_email == "bascule@localhost"

    def test_accepted_put_off_ported(self):
        request = port_in("acknowledged")
        perform(request, "accept", by=SYSTEM, now=NOW)
        assert run() == [(CUSTOMER, f"Date confirmée pour votre portabilité {request.reference}")]
        assert "01 99 00 01 00 et 1 autre numéro" in post.outbox[0].body
        perform(request, "reschedule", by=SYSTEM, now=NOW, scheduled_on=date(2026, 12, 8), window="afternoon")
        assert run() == [(CUSTOMER, f"Nouvelle date pour votre portabilité {request.reference}")]
        assert "mardi 8 décembre 2026, l'après-midi" in post.outbox[0].body
        perform(request, "start", by=SYSTEM, now=NOW)
        perform(request, "execute", by=SYSTEM, now=NOW)
        assert run() == [(CUSTOMER, f"Vos numéros sont chez nous ({request.reference})")]

    def test_each_day_is_the_one_that_was_said_then(self):
        request = port_in("acknowledged")
        perform(request, "accept", by=SYSTEM, now=NOW)
        for day in (8, 9):
            perform(request, "reschedule", by=SYSTEM, now=NOW, scheduled_on=date(2026, 12, day))
        run()
        assert ["8 décembre" in one.body for one in post.outbox[1:]] == [True, False]

    @pytest.mark.parametrize(("code", "is_told"), [("account_mismatch", True), ("number_inactive", False)])
    def test_rejected_only_when_the_customer_must_act(self, code, is_told):
        from portability.models import RejectionReason, WhoActs

        acts = WhoActs.CUSTOMER if is_told else WhoActs.DONOR
        RejectionReason.objects.update_or_create(
            code=code,
            defaults={
                **{
                    f"{part}_{language}": f"{part} {language}"
                    for part in ("label", "meaning", "fix")
                    for language in ("fr", "en")
                },
                "who_acts": acts,
                "legal_ground": "none",
            },
        )
        request = port_in("acknowledged")
        perform(request, "reject", by=SYSTEM, now=NOW, reason=code, private={"code": code})
        told = run()
        assert (CUSTOMER in dict(told)) == is_told
        if is_told:
            assert "fix fr" in post.outbox[0].body
            assert "label en" not in post.outbox[0].body

    def test_without_an_address_nobody_is_told(self):
        perform(port_in("acknowledged", customer=CustomerFactory(email="")), "accept", by=SYSTEM, now=NOW)
        assert run() == []
        assert not Mail.objects.exists()

    def test_the_customers_of_partners_hear_it_from_their_partner(self):
        customer = CustomerFactory(email=CUSTOMER, partner=Operator.objects.get(code="NWOT"))
        perform(port_in("acknowledged", customer=customer), "accept", by=SYSTEM, now=NOW)
        assert run() == []

    def test_names_are_not_escaped(self):
        Operator.objects.filter(code="BASC").update(name="L'Écho & Fils")
        perform(port_in("acknowledged"), "accept", by=SYSTEM, now=NOW)
        run()
        assert "L'Écho & Fils" in post.outbox[0].body


class TestStaff:
    def test_supervisors_hear_of_what_was_rejected_too_often(self, settings):
        settings.PUBLIC_URL = "https://desk.example"
        request = port_in("acknowledged", rejections=2, customer=CustomerFactory(email=""))
        perform(request, "reject", by=SYSTEM, now=NOW, reason="unknown", private={"code": "unknown"})
        assert run() == [("sophie@basc.example", f"{request.reference} : rejetée 3 fois")]
        assert f"https://desk.example/port-ins/{request.reference}/" in post.outbox[0].body

    def test_a_donor_that_let_every_reminder_pass_is_called_once(self, settings):
        settings.PUBLIC_URL = "https://desk.example"
        request = port_in("acknowledged", donor=OperatorFactory(name="Muet & Cie"))
        for turn in range(3):
            assert run() == []
            perform(request, "chase", by=SYSTEM, now=NOW + timedelta(minutes=turn))
        assert run() == [("sophie@basc.example", f"{request.reference} : 3 relances sans réponse")]
        assert "Muet & Cie n'a pas répondu à 3 relances" in post.outbox[0].body
        assert f"https://desk.example/port-ins/{request.reference}/" in post.outbox[0].body
        MailMark.objects.update(tx=0, line=0)
        assert run() == []

    def test_a_request_that_is_sent_again_may_be_met_with_silence_again(self):
        request = port_in("acknowledged", chases=2)
        perform(request, "chase", by=SYSTEM, now=NOW)
        assert len(run()) == 1
        PortIn.objects.filter(pk=request.pk).update(chases=2, rejections=1)
        perform(request, "chase", by=SYSTEM, now=NOW)
        assert len(run()) == 1

    def test_a_donor_that_has_answered_since_is_not_called(self):
        request = port_in("acknowledged", chases=2)
        perform(request, "chase", by=SYSTEM, now=NOW)
        perform(request, "accept", by=SYSTEM, now=NOW)
        assert "sophie@basc.example" not in dict(run())

    def test_a_donor_that_gives_no_list_is_called_too(self, settings):
        settings.PUBLIC_URL = "https://desk.example"
        asked = InventoryFactory(chases=2, quote__state="awaiting_inventory")
        perform(asked, "chase", by=SYSTEM, now=NOW)
        assert run() == [("sophie@basc.example", f"{asked.reference} : 3 relances sans réponse")]
        assert f"https://desk.example/quotes/{asked.quote.reference}/#inventories" in post.outbox[0].body

    def test_many_silent_donors_cost_what_one_costs(self, django_assert_max_num_queries):
        costs = []
        for count in (1, 6):
            for _turn in range(count):
                perform(port_in_of_others(chases=2), "chase", by=SYSTEM, now=NOW)
            with django_assert_max_num_queries(30) as asked:
                write_mails(NOW)
            costs.append(len(asked))
        assert costs[0] == costs[1]
        assert Mail.objects.count() == 7

    def test_a_file_that_nobody_acknowledged(self):
        file = ExchangeFileFactory(made_at=NOW)
        perform(file, "escalate", by=SYSTEM, now=NOW)
        assert run() == [("sophie@basc.example", f"Fichier {file.reference} : jamais acquitté")]

    def test_a_late_cutover_is_told_once_a_clock(self):
        late = port_in("ready", due_at=NOW + timedelta(hours=1))
        assert run(NOW) == []
        wanted = [("sophie@basc.example", f"{late.reference} : bascule en retard")]
        assert run(NOW + timedelta(hours=2)) == wanted
        assert run(NOW + timedelta(hours=3)) == []
        PortIn.objects.filter(pk=late.pk).update(due_at=NOW + timedelta(hours=4))
        assert run(NOW + timedelta(hours=5)) == wanted

    def test_what_was_late_before_anybody_was_told_stays_untold(self):
        port_in("ready", due_at=NOW - timedelta(days=3))
        assert run() == []

    def test_a_suspicious_request_of_another_operator(self):
        serve(ONE)
        port_out = received(ONE, mandate_reference="")
        assert port_out.suspicious
        assert ("sophie@basc.example", f"{port_out.reference} : portabilité sortante à regarder") in run()

    def test_one_that_raises_no_signal_is_nobodys_news(self):
        serve(ONE)
        assert not received(ONE).suspicious
        assert run() == []

    def test_a_wrongful_port(self):
        NumberFactory(national=ONE)
        opened = suspect([ONE], Operator.objects.get(code="OVH"), NOW)
        assert run() == [("sophie@basc.example", f"{opened.reference} : écrasement à tort")]
        assert "mercredi 2 décembre 2026" in post.outbox[0].body

    def test_a_webhook_that_was_switched_off(self, settings):
        from operators.models import Webhook

        settings.PUBLIC_URL = "https://desk.example"
        UserFactory(groups=["partner manager"], email="ines@basc.example")
        webhook = Webhook.objects.create(
            operator=OperatorFactory(name="Netwo & Co"),
            url="https://x.example/",
            secret=b"x",
            created_at=NOW,
            disabled_at=NOW,
            disabled_because="gone",
        )
        for _turn in range(2):
            webhook_switched_off(webhook)
        assert run() == [("ines@basc.example", "Netwo & Co : adresse de webhook désactivée")]
        assert str(webhook.pk) in post.outbox[0].body, "it leads to the log of the address"


class TestOnce:
    def test_never_twice_for_one_line(self):
        perform(port_in("acknowledged"), "accept", by=SYSTEM, now=NOW)
        assert len(run()) == 1
        assert run() == []
        MailMark.objects.update(tx=0, line=0)
        assert run() == [], "even when the history is read again"

    def test_nothing_before_the_commit_and_nothing_of_what_was_undone(self):
        request = port_in("acknowledged")
        try:
            with transaction.atomic():
                perform(request, "accept", by=SYSTEM, now=NOW)
                raise InterruptedError
        except InterruptedError:
            pass
        assert run() == []

    def test_a_past_that_is_loaded_is_nobodys_news(self):
        request = port_in("ordered")
        enter([request], by=SYSTEM, now=NOW - timedelta(days=2))
        assert run() == []
        assert History.objects.exists()

    def test_the_first_run_tells_nothing(self):
        MailMark.objects.all().delete()
        perform(port_in("acknowledged"), "accept", by=SYSTEM, now=NOW)
        assert run() == []

    def test_a_mail_that_another_node_has_taken_is_left_to_it(self):
        perform(port_in("acknowledged"), "accept", by=SYSTEM, now=NOW)
        write_mails(NOW)
        Mail.objects.update(status=MailStatus.SENDING, claimed_at=NOW)
        assert run() == []
        assert run(NOW + timedelta(minutes=16)) == [], "it may have left: it is never sent again"
        assert list(Mail.objects.values_list("status", "problem")) == [("failed", "interrupted")]

    def test_many_cost_what_one_costs(self, django_assert_max_num_queries):
        perform(port_in("acknowledged"), "accept", by=SYSTEM, now=NOW)
        with django_assert_max_num_queries(30) as one:
            write_mails(NOW)
        for _turn in range(10):
            perform(port_in_of_others(), "accept", by=SYSTEM, now=NOW)
        with django_assert_max_num_queries(len(one)):
            write_mails(NOW)
        assert Mail.objects.count() == 11


@pytest.mark.django_db(transaction=True)
class TestCommitted:
    """With real commits, and whoever else is at work on the same database server."""

    def test_what_commits_is_told_and_what_does_not_is_not(self):
        request, other = port_in("acknowledged"), port_in_of_others()
        perform(request, "accept", by=SYSTEM, now=NOW)
        try:
            with transaction.atomic():
                perform(other, "accept", by=SYSTEM, now=NOW)
                raise InterruptedError
        except InterruptedError:
            pass
        told: list[tuple[str, str]] = []
        for _second in range(60):
            told += run()
            if told:
                break
            sleep(0.5)
        assert told == [(CUSTOMER, f"Date confirmée pour votre portabilité {request.reference}")]
        assert run() == []


def port_in_of_others(**fields) -> PortIn:
    customer = CustomerFactory(email=CUSTOMER)
    return PortInFactory(
        state="acknowledged", customer=customer, scheduled_on=date(2026, 12, 1), updated_at=NOW, **fields
    )


class Broken(EmailBackend):
    """A mail server that fails in the way that a test wants."""

    fault: Exception | None = SMTPServerDisconnected()

    def send_messages(self, messages):
        if self.fault:
            raise self.fault
        return super().send_messages(messages)


class TestServer:
    @pytest.fixture(autouse=True)
    def broken(self, settings):
        settings.EMAIL_BACKEND = f"{__name__}.Broken"
        perform(port_in("acknowledged"), "accept", by=SYSTEM, now=NOW)
        yield
        Broken.fault = SMTPServerDisconnected()

    def test_one_that_is_down_is_tried_again_later_and_less_and_less(self):
        now = NOW
        for attempt, minutes in enumerate(AGAIN_AFTER, start=1):
            assert run(now) == []
            waiting = Mail.objects.get()
            assert (waiting.status, waiting.attempts, waiting.problem) == ("waiting", attempt, "unreachable")
            assert waiting.due_at == now + timedelta(minutes=minutes)
            assert send_waiting(waiting.due_at - timedelta(seconds=1)) == (0, 0), "nothing is due before its time"
            now = waiting.due_at
        run(now)
        assert Mail.objects.get().status == MailStatus.FAILED

    def test_once_it_is_back_the_mail_leaves(self):
        run()
        Broken.fault = None
        assert len(run(NOW + timedelta(minutes=2))) == 1
        assert list(Mail.objects.values_list("status", "problem", "attempts")) == [("sent", "", 2)]

    def test_an_address_that_is_refused_is_not_tried_again(self):
        Broken.fault = SMTPRecipientsRefused({CUSTOMER: (550, b"no such user")})
        run()
        assert list(Mail.objects.values_list("status", "problem")) == [("failed", "refused")]

    def test_a_failure_moves_nothing_back(self):
        run()
        assert PortIn.objects.get().state == "accepted"


def test_no_row_holds_an_address_or_a_name():
    customer = CustomerFactory(email=CUSTOMER, name="Zénobie Quantin")
    perform(port_in("acknowledged", customer=customer), "accept", by=SYSTEM, now=NOW)
    run()
    kept = str(list(Mail.objects.values()))
    assert CUSTOMER not in kept
    assert "Quantin" not in kept


def test_every_template_is_there_in_both_languages():
    assert sorted(path.stem for path in (TEMPLATES / "en").glob("*.txt")) == NAMES
    assert set(TELLERS) >= {"port_in.ordered", "port_in.ported", "exchange_file.escalated", "port_out.received"}


FACTS = {
    "reference": "PI-2026-000001",
    "number": "01 99 00 01 00",
    "others": 2,
    "scheduled_on": "2026-12-01",
    "due_on": "2026-12-02",
    "expected_on": "2026-12-08",
    "offer": {"fr": "Internet", "en": "Internet"},
    "reason": {language: {"label": f"label {language}", "fix": f"fix {language}"} for language in ("fr", "en")},
    "operator": "OVH",
    "side": "taken_from_us",
    "count": 3,
    "times": 3,
    "page": "/port-ins/PI-2026-000001/",
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_template_reads_well(name, language, settings):
    settings.PUBLIC_URL = "https://desk.example"
    user = UserFactory()
    subject, body = in_language(language, Mail(template=name, facts=FACTS, user=user), "Bascule Télécom")
    assert 10 < len(subject) < 90
    assert "\n" not in subject
    assert "{" not in subject + body
    assert "None" not in subject + body
    assert ("décembre" in body or "December" in body) == ("_on" in (TEMPLATES / language / f"{name}.txt").read_text())
    assert not set("<>") & set(body)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_template_bears_that_nothing_is_known(name, language):
    template = Engine.get_default().get_template(f"mail/{language}/{name}.txt")
    with translation.override(language):
        assert "None" not in template.render(Context({}, autoescape=False))
