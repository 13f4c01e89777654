"""The screens of inventories: the list, what Today says, and what an agent does on the page of a quote."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bascule.lifecycle import SYSTEM, perform
from operators.models import Operator
from portability.inventories import take_list, take_refusal
from portability.models import Inventory, Quote, RejectionReason
from portability.quoting.record import make_quote
from tests.factories import ApiKeyFactory, UserFactory, client_of
from tests.portability.world import NEVER_PORTED, ONCE, asking, business
from tests.screens import logged_in, seen

pytestmark = pytest.mark.usefixtures("desk")

LIST = reverse("portability:inventory_list")
NOW = timezone.now()


def waiting(*numbers: str, days: int = 0, **changes) -> Quote:
    asked = asking(*numbers, **{"main_number": NEVER_PORTED, "inventory": True, **changes})
    return make_quote(asked, by=SYSTEM, now=NOW - timedelta(days=days))


def listed(quote: Quote, *numbers: str) -> Quote:
    return take_list(quote.inventories.get(), numbers, by=SYSTEM, now=NOW)


def stored(quote: Quote) -> Quote:
    return Quote.objects.get(pk=quote.pk)


def page_of(quote: Quote) -> str:
    return reverse("portability:quote_detail", args=[quote.reference])


def press(screen, name: str, quote: Quote, **typed: str):
    return screen.post(reverse(f"portability:{name}", args=[quote.reference]), typed)


def test_the_dates_of_an_offer_are_counted_from_the_day_it_was_made(screen):
    """The list came nine days after it was asked for: nobody could order before."""
    quote = listed(waiting(NEVER_PORTED, days=9), NEVER_PORTED)
    offered = timezone.localdate(NOW) + timedelta(days=int(timezone.localtime(NOW).hour >= 18))
    assert f"after an order on {offered.day} {offered:%B %Y}" in seen(screen.get(page_of(quote)))


class TestList:
    def test_it_tells_whom_we_wait_for_and_since_when(self, screen):
        quote = waiting(days=9)
        text = seen(screen.get(LIST))
        assert all(words in text for words in (quote.reference, "Boulangerie Durand", "Orange", "late"))

    def test_it_tells_what_a_list_changed_and_leads_there(self, screen):
        quote = listed(waiting(NEVER_PORTED), NEVER_PORTED, "0199000101", "0199000102")
        response = screen.get(LIST)
        assert f'href="{page_of(quote)}#changed"' in response.content.decode()
        assert "+2 −0" in seen(response)
        assert "50.00" in seen(response)
        assert "54.00" in seen(response)

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({"due": "late"}, {"late"}),
            ({"due": "awaited"}, {"late", "young"}),
            ({"due": "answered"}, {"answered"}),
            ({"state": "received"}, {"answered"}),
            ({"donor": "ovh"}, {"young"}),
            ({"customer": "dentiste"}, {"answered"}),
            ({"donor": "nobody at all"}, set()),
        ],
    )
    def test_it_is_filtered_by_its_address(self, screen, filters, found):
        quotes = {
            "late": waiting(days=9),
            "young": waiting(main_number=ONCE),
            "answered": listed(waiting(customer=business(name="Dentiste Dubois")), NEVER_PORTED),
            "over": perform(waiting(days=9), "decline", by=SYSTEM, now=NOW, reason="price"),
        }
        shown = {line.row.quote.reference for line in screen.get(LIST, filters).context["lines"]}
        assert shown == {quotes[name].reference for name in found}

    def test_who_is_late_comes_first_when_asked_for(self, screen):
        references = [waiting(days=days).reference for days in (8, 12, 1)]
        lines = screen.get(LIST, {"due": "awaited"}).context["lines"]
        assert [line.row.quote.reference for line in lines] == [references[1], references[0], references[2]]

    def test_an_empty_list_says_what_to_do(self, screen):
        assert "tick the inventory on its quote" in seen(screen.get(LIST))
        assert "Show all inventories" in seen(screen.get(LIST, {"state": "refused"}))

    def test_its_queries_do_not_grow_with_its_rows(self, screen, django_assert_max_num_queries):
        for count in (1, 9):
            for _ in range(count):
                take_refusal(waiting().inventories.get(), code="unknown", by=SYSTEM, now=NOW)
            with django_assert_max_num_queries(10):
                screen.get(LIST, headers={"HX-Request": "true"})

    def test_only_who_may_look_may(self):
        assert logged_in(UserFactory()).get(LIST).status_code == 403

    def test_it_stands_in_the_navigation_with_what_is_awaited(self, screen):
        waiting()
        listed(waiting(main_number=ONCE), ONCE)
        entries = {
            entry.url: entry.count for _l, rows in screen.get(LIST).context["layout"].sections() for entry in rows
        }
        assert entries[LIST] == 1


class TestToday:
    def rows(self, screen) -> list[tuple[str, str, str]]:
        buckets = screen.get("/").context["buckets"]
        return [(bucket.value, row.reference, row.actor) for bucket, rows in buckets for row in rows]

    @pytest.mark.parametrize(
        ("days", "bucket"), [(5, "week"), (6, "tomorrow"), (7, "today"), (8, "late"), (20, "late")]
    )
    def test_a_donor_is_on_it_from_the_fifth_day_and_late_after_the_seventh(self, screen, days, bucket):
        quote = waiting(days=days)
        assert self.rows(screen) == [(bucket, quote.reference, "Orange")]

    def test_before_that_nobody_needs_to_look(self, screen):
        waiting(days=4)
        assert self.rows(screen) == []

    def test_each_donor_that_is_late_is_named(self, screen):
        waiting(ONCE, NEVER_PORTED, days=9)
        assert {actor for _bucket, _quote, actor in self.rows(screen)} == {"OVH", "Orange"}

    def test_a_list_that_nobody_could_be_asked_for_waits_for_us(self, screen):
        quote = waiting(main_number="0536490001")
        assert [row[1] for row in self.rows(screen)] == [quote.reference]

    def test_a_declined_quote_waits_for_no_list(self, screen):
        perform(waiting(days=9), "decline", by=SYSTEM, now=NOW, reason="price")
        assert self.rows(screen) == []

    def test_an_inventory_is_found_by_its_reference(self, screen):
        inventory = waiting().inventories.get()
        answer = screen.get(reverse("search"), {"q": inventory.reference.lower()})
        assert answer.url == f"{page_of(inventory.quote)}#inventories"


class TestPage:
    def test_it_says_who_is_asked_until_when_and_since_when_reminded(self, screen):
        quote = waiting(days=9)
        Inventory.objects.update(chased_on=date(2026, 11, 20))
        text = seen(screen.get(page_of(quote)))
        assert quote.inventories.get().reference in text
        assert "Orange is asked for its list" in text
        assert "reminded 20 Nov" in text

    def test_the_answer_of_each_donor_is_entered_apart(self, screen):
        quote = waiting(ONCE, NEVER_PORTED)
        assert press(screen, "quote_inventory", quote, numbers=ONCE).status_code == 422
        press(screen, "quote_inventory", quote, numbers=ONCE, donor="OVH")
        assert quote.inventories.get(donor__code="OVH").state == "received"
        assert "waits for the other donors" in seen(screen.get(page_of(quote)))
        reason = RejectionReason.objects.exclude(code="unknown").first()
        press(screen, "quote_refuse_inventory", quote, code=reason.code)
        assert reason.label_en in seen(screen.get(page_of(quote)))
        quote = stored(quote)
        assert (quote.state, quote.lines.count()) == ("offered", 2)

    @pytest.mark.parametrize("donor", ["NOPE", "SFR0"])
    def test_a_donor_that_is_not_asked_cannot_answer(self, screen, donor):
        quote = waiting(ONCE, NEVER_PORTED)
        response = press(screen, "quote_inventory", quote, numbers="0199000200", donor=donor)
        assert response.status_code == 422
        assert "0199000200</textarea>" in response.content.decode()

    def test_a_refusal_is_told_with_its_reason_and_leaves_two_ways_on(self, screen):
        quote = waiting(NEVER_PORTED)
        take_refusal(quote.inventories.get(), code="unknown", text="F12", by=SYSTEM, now=NOW)
        text = seen(screen.get(page_of(quote)))
        assert "(F12)" in text
        assert "Offer the declared numbers" in text
        press(screen, "quote_ask_inventory", quote)
        assert [row.state for row in quote.inventories.order_by("reference")] == ["refused", "asked"]
        press(screen, "quote_refuse_inventory", quote)
        press(screen, "quote_offer", quote)
        quote = stored(quote)
        assert quote.state == "offered"

    def test_what_nobody_declared_stays_with_the_donor_in_one_click_and_comes_along_in_another(self, screen):
        quote = listed(waiting(NEVER_PORTED), NEVER_PORTED, "0199000101", "0199000102")
        assert "Leave these 2 numbers with the donor" in seen(screen.get(page_of(quote)))
        press(screen, "quote_keep", quote, stay="1")
        text = seen(screen.get(page_of(quote)))
        assert "2 numbers stay with the donor: 01 99 00 01 01 – 02" in text
        assert "Take these 2 numbers too" in text
        assert "partial" in text
        press(screen, "quote_keep", quote, stay="0")
        quote = stored(quote)
        assert (quote.scope, quote.keep_with_donor) == ("full", [])

    def test_it_is_not_offered_when_nothing_would_be_left(self, screen):
        quote = listed(waiting(), NEVER_PORTED)
        press(screen, "quote_keep", quote, stay="1")
        assert "Nothing would be left to port" in seen(screen.get(page_of(quote)))

    def test_the_second_agent_is_told_who_was_faster(self, screen):
        quote = listed(waiting(NEVER_PORTED), NEVER_PORTED, "0199000101")
        perform(quote, "order", by=UserFactory(groups=["agent"], first_name="Paul"), now=NOW, price=quote.price)
        response = press(screen, "quote_keep", quote, stay="1")
        assert response.status_code == 409
        assert "Paul" in seen(response)

    @pytest.mark.parametrize(
        "name", ["quote_inventory", "quote_refuse_inventory", "quote_ask_inventory", "quote_offer", "quote_keep"]
    )
    def test_who_may_only_look_may_do_nothing(self, name):
        looker = logged_in(UserFactory(groups=["partner manager"]))
        assert press(looker, name, waiting(NEVER_PORTED), numbers=NEVER_PORTED).status_code == 403

    @pytest.mark.parametrize("name", ["quote_ask_inventory", "quote_offer", "quote_keep"])
    def test_a_link_does_nothing(self, screen, name):
        assert screen.get(reverse(f"portability:{name}", args=[waiting().reference])).status_code == 405


class TestApi:
    def test_a_partner_follows_its_inventories_and_leaves_numbers_with_the_donor(self):
        key = ApiKeyFactory(operator=Operator.objects.get(code="NWOT"))
        partner, quote = client_of(key), waiting(NEVER_PORTED, customer=business(partner="NWOT"))
        address = f"/api/v1/quotes/{quote.pk}/"
        asked = partner.get(address).json()["inventories"][0]
        assert (asked["donor"]["code"], asked["main_number"], asked["state"]) == ("FRTE", "+33199000100", "asked")
        assert "revise" not in partner.get(address).json()["allowed_actions"]
        listed(quote, NEVER_PORTED, "0199000101")
        assert "revise" in partner.get(address).json()["allowed_actions"]
        answer = partner.post(f"{address}revise/", {"keep_with_donor": ["01 99 00 01 01"]}, format="json")
        assert (answer.status_code, answer.json()["scope"]) == (200, "partial")
        assert answer.json()["keep_with_donor"] == ["+33199000101"]
        everything = partner.post(f"{address}revise/", {"keep_with_donor": []}, format="json")
        assert everything.json()["scope"] == "full"
        nothing = partner.post(f"{address}revise/", {"keep_with_donor": [NEVER_PORTED, "0199000101"]}, format="json")
        assert (nothing.status_code, nothing.json()["code"]) == (422, "nothing_portable")
        types = [event["type"] for event in partner.get(f"{address}events/").json()["results"]]
        assert types[-3:] == ["quote.offered", "quote.revised", "quote.revised"]
