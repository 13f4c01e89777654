"""The directory of operators and the page of one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation

from operators.numbering import Territory
from tests.factories import (
    ApiKeyFactory,
    NumberRangeFactory,
    OperatorFactory,
    RioCodeFactory,
    RoutingPrefixFactory,
    UserFactory,
)
from tests.screens import logged_in

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)
ROWS_ALONE = {"HX-Request": "true"}
"""Without the frame of the page, whose counts grow with the house."""


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def agent() -> Client:
    OperatorFactory(own=True)
    return logged_in(UserFactory(groups=["agent"]))


def ranges_of(operator, count: int, root: str = "019900"):
    """As many ranges of a hundred numbers."""
    for n in range(count):
        NumberRangeFactory(holder=operator, first=f"{root}{n:02}00", last=f"{root}{n:02}99")


def names(client: Client, **filters: str) -> list[str]:
    return [operator.name for operator in client.get("/operators/", filters).context["page"]]


def text_of(client: Client, path: str, **query: str) -> str:
    return " ".join(client.get(path, query).content.decode().split())


# The directory


def test_the_directory_goes_by_name(agent):
    for name in ("Zeta", "Alpha"):
        OperatorFactory(name=name)
    assert names(agent) == ["Alpha", "Bascule Télécom", "Zeta"]


@pytest.mark.parametrize("q", ["bouy", "BOUY", "gues telecom", "GUES TÉLÉCOM", "397480930"])
def test_the_directory_is_filtered_by_name_code_or_siren(agent, q):
    OperatorFactory(code="BOUY", name="Bouygues Télécom", siret="39748093000011")
    OperatorFactory(code="OVH", name="OVH")
    assert names(agent, q=q) == ["Bouygues Télécom"]


def test_the_directory_is_filtered_by_what_operators_hold_today(agent):
    ranges_of(OperatorFactory(name="With ranges"), 1)
    RoutingPrefixFactory(operator=OperatorFactory(name="With a prefix"))
    RoutingPrefixFactory(operator=OperatorFactory(name="Without it now"), withdrawn_on=YESTERDAY)
    assert names(agent, has_ranges="on") == ["With ranges"]
    assert names(agent, has_prefix="on") == ["With a prefix"]
    assert names(agent, has_prefix="on", has_ranges="on") == []


def test_a_row_says_what_the_operator_holds(agent):
    orange = OperatorFactory(code="FRTE", name="Orange")
    ranges_of(orange, 3)
    RioCodeFactory(code="F0", operator=orange)
    for prefix in ("010001", "010002", "010003", "010004"):
        RoutingPrefixFactory(prefix=prefix, operator=orange)
    [row] = agent.get("/operators/", {"q": "FRTE"}).context["page"]
    assert (row.held_ranges, row.held_rio_codes) == (3, ["F0"])
    page = text_of(agent, "/operators/", q="FRTE")
    assert "010001 010002 010003" in page
    assert "+1" in page


def test_an_empty_directory_says_what_to_do(agent):
    assert "import_arcep" in text_of(agent, "/operators/", q="zzzz")


def test_a_page_of_the_directory_keeps_the_filters(agent):
    for n in range(60):
        OperatorFactory(name=f"Réseau {n:02}")
    first = agent.get("/operators/", {"q": "Réseau"})
    assert 'href="?q=R%C3%A9seau&amp;page=2"' in first.content.decode()
    assert len(agent.get("/operators/", {"q": "Réseau", "page": "2"}).context["page"]) == 10


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", ""])
def test_a_wrong_page_number_shows_a_page(agent, page):
    assert agent.get("/operators/", {"page": page}).status_code == 200


def test_htmx_gets_the_rows_alone(agent):
    answer = agent.get("/operators/", headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert b"Bascule" in answer.content
    assert "HX-Request" in answer["Vary"]


def test_the_directory_costs_the_same_for_one_row_and_for_ten(agent, django_assert_max_num_queries):
    costs = []
    for count in (1, 9):
        for _ in range(count):
            operator = RoutingPrefixFactory().operator
            RioCodeFactory(operator=operator)
            ranges_of(operator, 1)
        with django_assert_max_num_queries(10) as asked:
            agent.get("/operators/", headers=ROWS_ALONE)
        costs.append(len(asked))
    assert costs[0] == costs[1]


# One operator


def test_an_unknown_operator_is_not_found(agent):
    assert agent.get("/operators/NOBO/").status_code == 404


def test_the_page_says_who_the_operator_is(agent):
    operator = OperatorFactory(
        code="TINY", name="Tiny Télécom", siret="73282932000074", placeholder=True, withdrawn_on=YESTERDAY
    )
    page = text_of(agent, f"/operators/{operator.code}/")
    for said in ("Tiny Télécom", "73282932000074", "known by its code alone", "withdrawn on"):
        assert said in page


def test_ranges_are_counted_by_territory(agent):
    orange = OperatorFactory(code="FRTE")
    ranges_of(orange, 2)
    NumberRangeFactory(holder=orange, first="0262910000", last="0262919999", territory=Territory.REUNION)
    NumberRangeFactory(holder=orange, first="0262920000", last="0262929999", withdrawn_on=YESTERDAY)
    territories = agent.get("/operators/FRTE/").context["territories"]
    counted = [(row["territory"], row["ranges"], row["numbers"]) for row in territories]
    assert counted == [(Territory.REUNION, 1, 10_000), (Territory.METROPOLE, 2, 200)]


def test_ranges_are_shown_by_territory(agent):
    orange = OperatorFactory(code="FRTE")
    ranges_of(orange, 2)
    NumberRangeFactory(holder=orange, first="0262910000", last="0262919999", territory=Territory.REUNION)
    chosen = agent.get("/operators/FRTE/", {"territory": "reunion"})
    assert [row.first for row in chosen.context["page"]] == ["0262910000"]
    assert len(agent.get("/operators/FRTE/", {"territory": "atlantis"}).context["page"]) == 3


def test_a_range_is_written_as_people_read_it(agent):
    ranges_of(OperatorFactory(code="FRTE"), 1)
    assert "01 99 00 00 00 – 99" in text_of(agent, "/operators/FRTE/")


def test_a_large_operator_comes_a_page_at_a_time(agent, django_assert_max_num_queries):
    costs, orange = [], OperatorFactory(code="FRTE")
    for first, count in ((0, 1), (1, 60)):
        for n in range(first, count):
            NumberRangeFactory(holder=orange, first=f"019900{n:02}00", last=f"019900{n:02}99")
        with django_assert_max_num_queries(12) as asked:
            answer = agent.get("/operators/FRTE/", headers=ROWS_ALONE)
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert (len(answer.context["page"]), answer.context["page"].paginator.count) == (50, 60)


def test_the_other_prefixes_of_a_large_operator_are_folded(agent):
    orange = OperatorFactory(code="FRTE")
    for n in range(12):
        RoutingPrefixFactory(prefix=f"0107{n:02}", operator=orange)
    assert "<summary>all 12</summary>" in agent.get("/operators/FRTE/").content.decode()


def test_an_operator_with_a_rio_code_and_no_prefix_reads_what_one_would_take(agent):
    provider = RoutingPrefixFactory(prefix="010999", operator__name="Netwo").operator
    tiny = RioCodeFactory(operator__code="TINY", operator__porting_provider=provider).operator
    page = text_of(agent, f"/operators/{tiny.code}/")
    assert "routed by Netwo (010999)" in page
    assert "Ask ARCEP for a portability prefix" in page


def test_an_operator_with_its_own_prefix_needs_no_advice(agent):
    own = RoutingPrefixFactory(operator__code="FULL").operator
    RioCodeFactory(operator=own)
    assert "Ask ARCEP for a portability prefix" not in text_of(agent, "/operators/FULL/")


def test_keys_are_shown_by_their_beginning_to_whom_it_may_concern():
    key = ApiKeyFactory(operator__code="TINY", name="production", scopes=["quotes:write"])
    manager = logged_in(UserFactory(permissions=["operators.view_operator", "operators.view_apikey"]))
    page = text_of(manager, "/operators/TINY/")
    assert "production" in page
    assert "quotes:write" in page
    assert key.hint in page
    assert key.secret not in page
    assert key.digest not in page
    reader = logged_in(UserFactory(groups=["agent"]))
    assert "production" not in text_of(reader, "/operators/TINY/")


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "in use"),
        ({"revoked_at": timezone.now()}, "revoked"),
        ({"expires_at": timezone.now() - timedelta(hours=1)}, "over"),
        ({"expires_at": timezone.now() + timedelta(days=9)}, "until"),
    ],
)
def test_a_key_says_whether_it_still_works(fields, state):
    ApiKeyFactory(operator__code="TINY", **fields)
    manager = logged_in(UserFactory(groups=["partner manager"]))
    assert f">{state}" in text_of(manager, "/operators/TINY/")


def test_a_key_says_its_last_day():
    """It ends with that day, at the midnight that belongs to the next one."""
    ApiKeyFactory(operator__code="TINY", expires_at=datetime(2036, 12, 1, tzinfo=ZoneInfo("Europe/Paris")))
    manager = logged_in(UserFactory(groups=["partner manager"]))
    assert ">until 11/30/2036" in text_of(manager, "/operators/TINY/")


@pytest.mark.parametrize("path", ["/operators/", "/operators/BASC/"])
def test_the_pages_of_operators_need_their_permission(path):
    OperatorFactory(own=True)
    assert logged_in(UserFactory()).get(path).status_code == 403
    assert Client().get(path)["Location"] == f"/login/?next={path}"
