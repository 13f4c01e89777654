"""The administration is a window: what it shows can be trusted, and it moves nothing around the one door."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_q.models import Schedule

from bascule.lifecycle import SYSTEM, perform
from bascule.models import DatedSetting, History, IdempotencyRecord, ReferenceCounter
from portability.models import Quote
from portability.models.quote import QuoteState
from tests.factories import AdministratorFactory, QuoteFactory, StaffFactory, UserFactory

VIEW, CHANGE, DECLINE = (f"portability.{verb}_quote" for verb in ("view", "change", "decline"))
NO_REQUESTS = {"requests-TOTAL_FORMS": 0, "requests-INITIAL_FORMS": 0}

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def staff(*permissions: str) -> Client:
    return signed_in(StaffFactory(permissions=permissions))


@pytest.fixture
def administrator() -> Client:
    return signed_in(AdministratorFactory(username="admin"))


@pytest.fixture
def quote() -> Quote:
    return QuoteFactory(offered=True)


def page(quote: Quote) -> str:
    return reverse("admin:portability_quote_change", args=[quote.pk])


def push(client: Client, quote: Quote, name: str) -> HttpResponse:
    return client.post(reverse("admin:portability_quote_move", args=[quote.pk]), {"move": name})


def stored(quote: Quote) -> Quote:
    return Quote.objects.get(pk=quote.pk)


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_every_model_is_in_the_administration() -> None:
    ours = {model for app in ("bascule", "operators", "portability") for model in apps.get_app_config(app).get_models()}
    inline = {one.model for registered in admin.site._registry.values() for one in registered.inlines}
    assert ours - set(admin.site._registry) - inline == {ReferenceCounter}


def test_a_state_cannot_be_typed(administrator: Client, quote: Quote) -> None:
    typed = {"state": "declined", "price": "1.00", "decline_note": "x", "external_reference": "CRM-88"}
    assert administrator.post(page(quote), typed | NO_REQUESTS).status_code == 302
    after = stored(quote)
    assert (after.state, after.price, after.decline_note) == (QuoteState.OFFERED, quote.price, "")
    assert after.external_reference == "CRM-88"
    assert not after.history.exists()


def test_an_edit_cannot_put_an_older_state_back(administrator: Client, quote: Quote) -> None:
    with CaptureQueriesContext(connection) as queries:
        administrator.post(page(quote), {"external_reference": "CRM-88"} | NO_REQUESTS)
    [update] = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "portability_quote"')]
    assert '"external_reference" =' in update
    assert '"state" =' not in update


def test_a_button_moves_the_record_and_writes_its_history(quote: Quote) -> None:
    agent = StaffFactory(username="nadia", permissions=[VIEW, DECLINE])
    response = push(signed_in(agent), quote, "decline")
    assert response.status_code == 302
    assert response["Location"] == page(quote)
    assert said(response) == [f"{quote.reference} is now: declined."]
    assert stored(quote).state == QuoteState.DECLINED
    line = quote.history.get()
    assert (line.transition, line.source, line.target, line.by) == ("decline", "offered", "declined", "nadia")
    assert line.by_user == agent


def test_a_record_that_was_moved_meanwhile_is_left_alone(quote: Quote) -> None:
    perform(quote, "expire", by=SYSTEM, now=timezone.now())
    response = push(staff(VIEW, DECLINE), quote, "decline")
    assert said(response) == [f"{quote.reference} could not be moved, it is: expired."]
    assert stored(quote).state == QuoteState.EXPIRED
    assert quote.history.count() == 1


@pytest.mark.parametrize("permissions", [[VIEW], [VIEW, CHANGE], [DECLINE]])
def test_a_forged_push_without_the_permissions_moves_nothing(quote: Quote, permissions: list[str]) -> None:
    assert push(staff(*permissions), quote, "decline").status_code == 403
    assert stored(quote).state == QuoteState.OFFERED
    assert not quote.history.exists()


@pytest.mark.parametrize("name", ["expire", "offer", "deadline", "delete", "__init__", ""])
def test_only_a_button_can_be_pushed(administrator: Client, quote: Quote, name: str) -> None:
    assert push(administrator, quote, name).status_code == 403
    assert stored(quote).state == QuoteState.OFFERED
    assert not quote.history.exists()


def test_a_push_is_never_a_get(administrator: Client, quote: Quote) -> None:
    address = reverse("admin:portability_quote_move", args=[quote.pk])
    assert administrator.get(address, {"move": "decline"}).status_code == 405
    assert stored(quote).state == QuoteState.OFFERED


def test_a_push_needs_the_token_of_its_page(quote: Quote) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(AdministratorFactory())
    assert push(client, quote, "decline").status_code == 403
    assert stored(quote).state == QuoteState.OFFERED


def test_a_push_needs_somebody_of_the_staff(quote: Quote) -> None:
    agent = UserFactory(groups=["agent"])
    assert agent.has_perm(DECLINE)
    assert push(signed_in(agent), quote, "decline").url.startswith(reverse("admin:login"))
    assert stored(quote).state == QuoteState.OFFERED


def test_pushing_for_a_record_that_is_not_there(administrator: Client) -> None:
    assert push(administrator, QuoteFactory.build(customer=None, partner=None), "decline").status_code == 404


def test_whoever_may_only_look_sees_no_button(quote: Quote) -> None:
    shown = staff(VIEW).get(page(quote)).content.decode()
    assert 'name="move"' not in shown
    assert 'name="_save"' not in shown


def test_buttons_are_those_of_the_present_state(quote: Quote) -> None:
    assert buttons(quote) == ["decline"]
    assert buttons(QuoteFactory(awaiting=True)) == ["refuse_inventory", "decline"]
    assert buttons(QuoteFactory(declined=True)) == []


def buttons(quote: Quote) -> list[str]:
    response = staff(VIEW, DECLINE, "portability.offer_quote").get(page(quote))
    return [button.name for button in response.context["moves"]]


def test_the_page_tells_the_history(administrator: Client, quote: Quote) -> None:
    push(administrator, quote, "decline")
    shown = administrator.get(page(quote)).content.decode()
    told = shown[shown.index("life-history") :]
    assert "quote.declined" in told
    assert "<td>offered</td>" in told
    assert "<td>admin</td>" in told


def test_a_record_with_a_life_is_neither_added_nor_deleted(administrator: Client, quote: Quote) -> None:
    assert administrator.get(reverse("admin:portability_quote_add")).status_code == 403
    assert administrator.post(reverse("admin:portability_quote_delete", args=[quote.pk])).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [str(quote.pk)], "post": "yes"}
    administrator.post(reverse("admin:portability_quote_changelist"), chosen)
    assert stored(quote)


def test_history_can_be_searched_and_not_touched(administrator: Client, quote: Quote) -> None:
    push(administrator, quote, "decline")
    push(administrator, QuoteFactory(offered=True), "decline")
    line = quote.history.get()
    listed = administrator.get(reverse("admin:bascule_history_changelist"), {"q": quote.reference, "kind": "quote"})
    assert listed.context["cl"].result_list.get() == line
    assert page(quote) in listed.content.decode()
    change = reverse("admin:bascule_history_change", args=[line.pk])
    assert administrator.get(change).status_code == 200
    assert administrator.post(change, {"reason": "x"}).status_code == 403
    assert administrator.post(reverse("admin:bascule_history_delete", args=[line.pk])).status_code == 403
    assert administrator.get(reverse("admin:bascule_history_add")).status_code == 403
    assert History.objects.count() == 2


def set_value(client: Client, name: str, value: int, day: str = "2027-01-01") -> HttpResponse:
    typed = {"name": name, "value": value, "starts_on": day, "source": "A test"}
    return client.post(reverse("admin:bascule_datedsetting_add"), typed)


def test_a_dated_setting_is_chosen_by_its_meaning(administrator: Client) -> None:
    shown = administrator.get(reverse("admin:bascule_datedsetting_add")).content.decode()
    assert '<option value="quote_days">How long an offer lives (days)</option>' in shown
    assert set_value(administrator, "quote_days", 45).status_code == 302
    assert DatedSetting.on(date(2027, 1, 1))["quote_days"] == 45


def test_a_dated_setting_nobody_knows_or_out_of_bounds_is_refused(administrator: Client) -> None:
    assert "name" in set_value(administrator, "quote_years", 1).context["adminform"].errors
    assert "value" in set_value(administrator, "quote_days", 9_999).context["adminform"].errors
    assert not DatedSetting.objects.filter(starts_on=date(2027, 1, 1)).exists()


def test_a_dated_setting_says_what_it_means_and_whether_it_is_in_force(administrator: Client) -> None:
    today = timezone.localdate()
    for days, value in (-2, 20), (-1, 40), (1, 50):
        DatedSetting.objects.create(
            name="quote_days", value=value, starts_on=today + timedelta(days=days), source="A test"
        )
    response = administrator.get(reverse("admin:bascule_datedsetting_changelist"), {"name": "quote_days"})
    rows = response.context["cl"].result_list
    assert [row.value for row in rows if row.is_in_force] == [40]
    assert "How long an offer lives" in response.content.decode()
    row = rows.get(value=50)
    change = reverse("admin:bascule_datedsetting_change", args=[row.pk])
    assert "How long an offer lives" in administrator.get(change).content.decode()
    typed = {"name": "order_cutoff_hour", "value": 60, "starts_on": row.starts_on, "source": "A decision"}
    assert administrator.post(change, typed).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.value, row.source) == ("quote_days", 60, "A decision")


def test_a_dated_setting_that_nobody_declares_any_more_can_be_looked_at(administrator: Client) -> None:
    old = DatedSetting.objects.create(name="gone", value=1, starts_on=date(2020, 1, 1), source="A test")
    change = reverse("admin:bascule_datedsetting_change", args=[old.pk])
    assert administrator.get(change).status_code == 200
    assert administrator.post(change, {"value": 2}).status_code == 403


def test_answers_kept_for_partners_are_only_shown(administrator: Client) -> None:
    kept = IdempotencyRecord.objects.create(
        owner="key 1", key="k", fingerprint="f", status=201, body={"id": "1"}, created_at=timezone.now()
    )
    change = reverse("admin:bascule_idempotencyrecord_change", args=[kept.pk])
    assert administrator.get(change).status_code == 200
    assert administrator.post(change, {"status": 200}).status_code == 403


def test_schedules_are_only_shown(administrator: Client) -> None:
    row = Schedule.objects.create(name="nightly", func="portability.tasks.expire_quotes", cron="15 6 * * *")
    change = reverse("admin:django_q_schedule_change", args=[row.pk])
    assert administrator.get(change).status_code == 200
    assert administrator.post(change, {"args": "not a literal ("}).status_code == 403
    assert administrator.get(reverse("admin:django_q_schedule_add")).status_code == 403
    assert administrator.post(reverse("admin:django_q_schedule_delete", args=[row.pk])).status_code == 403
