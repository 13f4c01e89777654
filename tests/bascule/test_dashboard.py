"""Today, the search and the frame of every page."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from time_machine import travel

from bascule.board import HEIGHT, MARGIN, WIDTH, Bucket, spark
from portability.figures import figures
from tests.factories import (
    AdministratorFactory,
    CustomerFactory,
    OperatorFactory,
    PriceListFactory,
    QuoteFactory,
    QuoteLineFactory,
    QuoteRequestFactory,
    RioCodeFactory,
    RoutingPrefixFactory,
    UserFactory,
)
from tests.portability.world import NOW, PARIS
from tests.screens import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    """Every test here takes place on Monday 23 November 2026, at 10:00 in Paris, and reads English."""
    with travel(NOW, tick=False), translation.override("en"):
        yield


@pytest.fixture
def agent(client: Client) -> Client:
    """An agent's browser, in a house where our own operator and a price list exist."""
    OperatorFactory(own=True)
    PriceListFactory()
    return logged_in(UserFactory(groups=["agent"]))


def rows_of_today(client: Client) -> dict[str, list[str]]:
    """The references that Today shows, by bucket."""
    buckets = client.get("/").context["buckets"]
    return {bucket.value: [row.reference for row in rows] for bucket, rows in buckets}


def only_row_of_today(client: Client):
    [(_bucket, [row])] = client.get("/").context["buckets"]
    return row


def offer(due_in: timedelta, **fields):
    return QuoteFactory(offered=True, created_at=NOW - timedelta(days=40), expires_at=NOW + due_in, **fields)


# Today


def test_nobody_comes_in_without_a_password(client):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/")


@pytest.mark.parametrize(
    ("due_in", "bucket"),
    [
        (timedelta(hours=-1), Bucket.LATE),
        (timedelta(hours=13), Bucket.TODAY),
        (timedelta(hours=15), Bucket.TOMORROW),
        (timedelta(days=2), Bucket.WEEK),
        (timedelta(days=7, hours=13), Bucket.WEEK),
    ],
)
def test_an_offer_that_ends_soon_waits_for_the_customer(agent, due_in, bucket):
    offer(due_in, reference="Q-2026-000042")
    assert rows_of_today(agent) == {bucket: ["Q-2026-000042"]}


def test_an_offer_that_has_time_left_waits_for_nobody(agent):
    offer(timedelta(days=8))
    assert rows_of_today(agent) == {}
    assert b"Nothing waits for you" in agent.get("/").content


def test_what_is_over_waits_for_nobody(agent):
    QuoteFactory(declined=True, expires_at=NOW + timedelta(hours=1))
    assert rows_of_today(agent) == {}


def test_the_most_urgent_comes_first(agent):
    for reference, days in (("Q-2026-000003", 5), ("Q-2026-000001", 2), ("Q-2026-000002", 3)):
        offer(timedelta(days=days), reference=reference)
    assert rows_of_today(agent) == {Bucket.WEEK: ["Q-2026-000001", "Q-2026-000002", "Q-2026-000003"]}


def test_a_draft_without_a_portable_number_is_ours_to_correct(agent):
    QuoteLineFactory(portable=False, holders="")
    row = only_row_of_today(agent)
    assert (row.what, row.actor) == ("No number can be ported", "us")


def test_a_draft_that_lacks_only_its_price_says_so(agent):
    QuoteLineFactory(portable=True)
    assert "there is no price" in only_row_of_today(agent).what


def test_an_inventory_is_waited_for_from_the_donors(agent):
    quote = QuoteFactory(awaiting=True, created_at=NOW - timedelta(days=6))
    QuoteRequestFactory(quote=quote, donor__name="Orange")
    QuoteRequestFactory(quote=quote, donor__name="OVH")
    row = only_row_of_today(agent)
    assert row.actor == "Orange, OVH"
    assert "6\xa0days ago" in agent.get("/").content.decode()


def test_a_row_leads_to_its_quote(agent):
    quote = QuoteLineFactory(portable=False, holders="").quote
    assert f'href="{reverse("portability:quote_detail", args=[quote.reference])}"' in agent.get("/").content.decode()


def test_who_may_not_see_quotes_sees_none():
    offer(timedelta(hours=1))
    answer = logged_in(UserFactory()).get("/")
    assert (answer.status_code, answer.context["buckets"], answer.context["figures"]) == (200, [], [])


def test_a_house_without_its_own_operator_says_so_on_every_page():
    client = logged_in(AdministratorFactory())
    sentence = "OWN_OPERATOR is BASC, but no operator of that code is known"
    assert sentence in client.get("/").content.decode()
    assert sentence in client.get("/search/").content.decode()
    OperatorFactory(own=True)
    assert sentence not in client.get("/").content.decode()


def test_a_house_without_a_price_list_says_so():
    OperatorFactory(own=True)
    client = logged_in(AdministratorFactory())
    assert b"No price list is in force" in client.get("/").content
    PriceListFactory()
    assert b"No price list is in force" not in client.get("/").content


@pytest.mark.parametrize("count", [1, 10])
def test_today_costs_the_same_for_one_row_and_for_ten(agent, django_assert_num_queries, count):
    for _ in range(count):
        quote = QuoteFactory(awaiting=True)
        QuoteRequestFactory(quote=quote)
        QuoteLineFactory(quote=quote)
    with django_assert_num_queries(54):
        agent.get("/")


# The four figures


def shown(figure) -> dict[date, str]:
    return {day.day: day.shown for day in figure.days if day.shown not in ("0", "–", "0\xa0€")}


def on(day: int, hour: int = 9):
    return NOW.replace(day=day, hour=hour)


def test_the_figures_of_thirty_days():
    simple = QuoteFactory(offered=True, created_at=on(20), price=Decimal(100))
    QuoteFactory(offered=True, created_at=on(20), price=Decimal(30), type="complex")
    QuoteFactory(declined=True, created_at=on(16), state_since=on(18), price=Decimal(50))
    nothing = QuoteFactory(created_at=on(23))
    QuoteFactory(offered=True, created_at=NOW - timedelta(days=30), price=Decimal(5))
    QuoteRequestFactory(quote=simple, count=3)
    for position in range(4):
        QuoteLineFactory(quote=simple, position=position, portable=position > 0)
    QuoteLineFactory(quote=nothing, position=0, portable=False, holders="")

    made, portable, complex_ones, pending = figures(AdministratorFactory(), NOW)

    assert made.value == "4"
    assert shown(made) == {date(2026, 11, 16): "1", date(2026, 11, 20): "2", date(2026, 11, 23): "1"}
    assert portable.value == "60\xa0%"
    assert shown(portable)[date(2026, 11, 20)] == "75\xa0%"
    assert complex_ones.value == "33\xa0%"
    assert pending.value == "135\xa0€"
    history = {day.day.day: day.shown for day in pending.days[-9:]}
    assert history == {15: "5\xa0€", 16: "55\xa0€", 17: "55\xa0€", 18: "5\xa0€", 19: "5\xa0€"} | dict.fromkeys(
        range(20, 24), "135\xa0€"
    )


def test_a_day_is_that_of_paris():
    QuoteFactory(created_at=datetime(2026, 11, 20, 0, 30, tzinfo=PARIS))
    made = figures(AdministratorFactory(), NOW)[0]
    assert shown(made) == {date(2026, 11, 20): "1"}


def test_a_figure_says_its_line_in_words(agent):
    for _ in range(3):
        QuoteFactory(created_at=on(20))
    assert "<title>Over 30 days: lowest 0, highest 3, last 0</title>" in agent.get("/").content.decode()


def test_a_line_stands_on_zero_and_passes_over_unknown_days():
    assert spark([0, None, 4]) == [(MARGIN, HEIGHT - MARGIN), (WIDTH - MARGIN, MARGIN)]
    assert spark([None, None]) == []
    assert {y for _x, y in spark([0, 0, 0])} == {HEIGHT - MARGIN}


# The search


def search(client: Client, text: str):
    return client.get("/search/", {"q": text})


def found(client: Client, text: str) -> dict[str, list[str]]:
    return {str(group.label): [row.title for row in group.rows] for group in search(client, text).context["groups"]}


@pytest.mark.parametrize("spelling", ["0199000001", "01 99 00 00 01", "01.99.00.00.01", "+33 1 99 00 00 01"])
def test_a_number_in_any_spelling_leads_to_its_page(agent, spelling):
    answer = search(agent, spelling)
    assert answer["Location"] == f"{reverse('portability:number_lookup')}?number=0199000001"


@pytest.mark.parametrize("written", ["Q-2026-000042", "q-2026-000042", "  Q-2026-000042 "])
def test_a_reference_leads_to_its_record(agent, written):
    QuoteFactory(reference="Q-2026-000042")
    assert search(agent, written)["Location"] == reverse("portability:quote_detail", args=["Q-2026-000042"])


def test_the_beginning_of_a_reference_lists_the_quotes(agent):
    QuoteFactory(reference="Q-2026-000041", created_at=on(19))
    QuoteFactory(reference="Q-2026-000042", created_at=on(20))
    assert found(agent, "Q-2026-00004") == {"Quotes": ["Q-2026-000042", "Q-2026-000041"]}


def test_a_partner_s_own_reference_finds_the_quote(agent):
    QuoteFactory(reference="Q-2026-000042", external_reference="crm 77")
    assert found(agent, "crm 77") == {"Quotes": ["Q-2026-000042"]}


@pytest.mark.parametrize("text", ["lilas", "ATELIER", "métis", "METIS", "732 829 320 00074", "732829320"])
def test_a_customer_is_found_by_name_or_siret(agent, text):
    CustomerFactory(name="Atelier des Lilas Métis", siret="73282932000074", siren="732829320")
    assert found(agent, text)["Customers"] == ["Atelier des Lilas Métis"]


def test_a_siren_that_looks_like_a_number_goes_nowhere_by_itself(agent):
    CustomerFactory(name="Atelier des Lilas Métis", siret="73282932000074", siren="732829320")
    assert search(agent, "732829320").status_code == 200


@pytest.mark.parametrize(
    ("text", "group", "title"),
    [
        ("bouygues tele", "Operators", "Bouygues Télécom"),
        ("BOUY", "Operators", "Bouygues Télécom"),
        ("F7", "RIO codes", "F7"),
        ("f7 r 123456 abc", "RIO codes", "F7"),
        ("010803", "Routing prefixes", "010803"),
    ],
)
def test_an_operator_is_found_by_all_that_names_it(agent, text, group, title):
    bouygues = OperatorFactory(code="BOUY", name="Bouygues Télécom")
    RioCodeFactory(code="F7", operator=bouygues)
    RoutingPrefixFactory(prefix="010803", operator=bouygues)
    assert found(agent, text)[group] == [title]


def test_a_search_that_finds_nothing_says_what_can_be_searched(agent):
    page = search(agent, "zzzz").content.decode()
    assert "Nothing is found" in page
    assert "A number in any spelling" in page


def test_an_empty_search_asks_the_database_for_nothing(agent):
    assert search(agent, "  ").context["groups"] == []


def test_the_search_shows_a_few_answers_of_each_kind(agent):
    for _ in range(10):
        CustomerFactory(name="Garage Fictif")
    assert len(found(agent, "garage")["Customers"]) == 8


def test_the_search_keeps_its_answers_from_who_may_not_see_them():
    CustomerFactory(name="Garage Fictif")
    QuoteFactory(reference="Q-2026-000042")
    nobody = logged_in(UserFactory())
    assert found(nobody, "garage") == {}
    assert search(nobody, "Q-2026-000042").status_code == 200
    assert search(nobody, "0199000001").status_code == 200


@pytest.mark.parametrize("count", [1, 10])
def test_the_search_costs_the_same_for_one_answer_and_for_ten(agent, django_assert_num_queries, count):
    for n in range(count):
        OperatorFactory(name=f"Garage Télécom {n}")
        QuoteFactory(customer__name="Garage Fictif", external_reference="garage")
    with django_assert_num_queries(26):
        search(agent, "garage")


def test_what_is_typed_is_shown_and_never_run(agent):
    page = search(agent, '"><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in page


# The frame


def places(client: Client, path: str = "/") -> list[str]:
    layout = client.get(path).context["layout"]
    return [entry.place.view for _label, entries in layout.sections() for entry in entries]


def test_the_navigation_shows_only_what_one_may_do():
    assert places(logged_in(UserFactory())) == ["today"]
    assert places(logged_in(UserFactory(permissions=["operators.view_operator"]))) == ["today", "operators:list"]
    assert places(logged_in(AdministratorFactory()))[-1] == "admin:index"


@pytest.mark.parametrize(
    ("view", "current"),
    [
        ("today", "today"),
        ("portability:quote_new", "portability:quote_new"),
        ("portability:quote_list", "portability:quote_list"),
        ("operators:list", "operators:list"),
        ("search", None),
    ],
)
def test_the_navigation_says_where_one_is(agent, view, current):
    layout = agent.get(reverse(view)).context["layout"]
    here = [entry.place.view for _label, entries in layout.sections() for entry in entries if entry.current]
    assert here == ([current] if current else [])


def test_a_record_lies_under_its_list(agent):
    layout = agent.get("/operators/BASC/").context["layout"]
    here = [entry.url for _label, entries in layout.sections() for entry in entries if entry.current]
    assert here == ["/operators/"]


def test_the_navigation_counts_open_quotes_and_what_is_due_today(agent):
    offer(timedelta(hours=-1))
    offer(timedelta(hours=1))
    offer(timedelta(days=20))
    QuoteFactory(declined=True)
    layout = agent.get("/").context["layout"]
    assert layout.counts == {"today": 2, "portability:quote_list": 3}


def test_the_administration_pays_nothing_for_our_frame(django_assert_num_queries):
    client = logged_in(AdministratorFactory())
    client.get("/admin/password_change/")
    with django_assert_num_queries(2):
        client.get("/admin/password_change/")


def test_pages_are_french_until_somebody_chooses():
    page = Client().get("/login/").content.decode()
    assert '<html lang="fr">' in page
    chosen = Client()
    chosen.post("/language/", {"language": "en", "next": "/login/"})
    assert '<html lang="en">' in chosen.get("/login/").content.decode()


def test_no_page_may_run_a_script_of_its_own(agent):
    policy = agent.get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_leaving_takes_a_post(agent):
    assert agent.get("/logout/").status_code == 405
    assert agent.post("/logout/")["Location"] == "/login/"
    assert agent.get("/").status_code == 302


# Pages that cannot be shown


def test_a_missing_page_keeps_the_frame_and_shows_the_way_on(agent):
    answer = agent.get("/nowhere/")
    assert answer.status_code == 404
    assert b"There is nothing here" in answer.content
    assert b'<nav class="side"' in answer.content


def test_a_missing_page_tells_a_stranger_nothing_of_the_house(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert b'<nav class="side"' not in answer.content


def test_a_page_that_one_may_not_see_says_who_can_help():
    answer = logged_in(UserFactory()).get("/operators/")
    assert answer.status_code == 403
    assert b"A supervisor can give it to you" in answer.content


def test_a_form_from_another_session_says_how_to_go_on():
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = client.post("/login/", {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert b"This form has expired" in answer.content


def test_the_page_of_a_failure_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "Something broke" in render_to_string("500.html")
