"""Returns and wrongful ports on screen: lists, files, what people do there, and what Today says."""

from datetime import date, timedelta

import pytest
from time_machine import travel

from bascule.lifecycle import SYSTEM, perform
from operators.models import Operator
from portability.issuing import issue
from portability.models import Number, NumberReturn, Port, Restoration
from portability.restorations import suspect
from portability.returns import claim, return_numbers
from tests.factories import CustomerFactory, NumberFactory, UserFactory
from tests.portability.leaving.desk import received, serve
from tests.portability.world import NOW, TODAY
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db

RETURNS, FILES = "/returns/", "/wrongful-ports/"
PORTED_IN, OURS, TAKEN = "0199000500", "0465712000", "0465710001"


@pytest.fixture(autouse=True)
def monday(desk):
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def supervisor():
    return logged_in(UserFactory(groups=["supervisor"], username="sophie"))


@pytest.fixture
def agent():
    return logged_in(UserFactory(groups=["agent"]))


def terminated(national: str = PORTED_IN) -> NumberReturn:
    perform(NumberFactory(national=national), "terminate", by=SYSTEM, now=NOW)
    return NumberReturn.objects.get(national=national)


def due(national: str = PORTED_IN) -> NumberReturn:
    row = terminated(national)
    return perform(row, "fall_due", by=SYSTEM, now=NOW)


def taken(*numbers: str) -> Restoration:
    ovh = Operator.objects.get(code="OVH")
    for number in numbers:
        NumberFactory(national=number)
        Port.objects.create(
            number=number, operator=ovh, routing_prefix=ovh.prefixes.get(), since=TODAY, source="announcement"
        )
    return suspect(numbers, ovh, NOW)


class TestReturns:
    def test_an_empty_list_says_what_comes_there(self, agent):
        assert "No number waits to go back" in seen(agent.get(RETURNS))

    def test_a_number_says_who_owes_it_to_whom_and_until_when(self, agent):
        terminated()
        text = seen(agent.get(RETURNS))
        for said in ("01 99 00 05 00", "in quarantine", "we owe it", "Orange", "23 Nov. 2026", "Sat 2 January"):
            assert said in text

    def test_one_that_is_over_is_only_there_when_asked_for(self, agent, supervisor):
        supervisor.post(f"{RETURNS}{due().pk}/")
        assert "01 99 00 05 00" not in seen(agent.get(RETURNS))
        assert "given back 23 Nov. 2026" in seen(agent.get(RETURNS, {"state": "returned"}))
        assert "01 99 00 05 00" in seen(agent.get(RETURNS, {"state": ""}))

    @pytest.mark.parametrize(
        ("asked", "is_there"),
        [
            ({"number": "+33 1 99 00 05 00"}, True),
            ({"number": "0199"}, True),
            ({"number": "0261"}, False),
            ({"other": "orange"}, True),
            ({"other": "ovh"}, False),
            ({"way": "due_to_us"}, False),
            ({"state": "due"}, False),
        ],
        ids=str,
    )
    def test_filters(self, agent, asked, is_there):
        terminated()
        assert ("01 99 00 05 00" in seen(agent.get(RETURNS, asked))) == is_there

    def test_a_supervisor_gives_back_without_waiting_for_the_night(self, supervisor):
        row = due()
        assert "Give back now" in seen(supervisor.get(RETURNS))
        text = seen(supervisor.post(f"{RETURNS}{row.pk}/", follow=True))
        assert "back at its range holder" in text
        assert NumberReturn.objects.get().state == "returned"
        again = seen(supervisor.post(f"{RETURNS}{row.pk}/", follow=True))
        assert "sophie was faster" in again or "was faster" in again

    def test_a_number_that_somebody_asks_for_says_so_and_stays(self, supervisor):
        [number] = serve(OURS)
        Port.objects.create(
            number=OURS, operator=Operator.objects.get(code="BASC"), since=date(2020, 1, 6), source="own_request"
        )
        port_out = received(OURS)
        perform(number, "terminate", by=SYSTEM, now=NOW)
        assert not NumberReturn.objects.exists(), "a number of our own range"
        row = due()
        line = port_out.numbers.get()
        line.national = PORTED_IN
        line.save()
        text = seen(supervisor.get(RETURNS))
        assert f"asked for by {port_out.reference}" in text
        assert "Give back now" not in text
        assert "cannot be given back" in seen(supervisor.post(f"{RETURNS}{row.pk}/", follow=True))

    def test_numbers_owed_to_us_are_noted_by_hand(self, supervisor):
        text = seen(supervisor.post(RETURNS, {"numbers": "04 65 71 00 01"}, follow=True))
        assert "1 number is on the list of those owed to us" in text
        assert "Free" in text
        assert "It is back" in text

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "required"),
            ("bonjour", "no number"),
            ("04 65 71 20 00", "nobody owes it"),
            ("0199000100", "not of a range"),
        ],
        ids=str,
    )
    def test_what_cannot_be_is_said_beside_the_field(self, supervisor, typed, said):
        response = supervisor.post(RETURNS, {"numbers": typed})
        assert response.status_code == 422
        assert said in seen(response)

    def test_an_agent_looks_and_does_not_touch(self, agent):
        row = due()
        assert "Give back now" not in seen(agent.get(RETURNS))
        assert agent.post(f"{RETURNS}{row.pk}/").status_code == 403
        assert agent.post(RETURNS, {"numbers": TAKEN}).status_code == 403

    def test_ten_rows_cost_what_one_costs(self, agent, django_assert_num_queries, django_assert_max_num_queries):
        terminated()
        agent.get(RETURNS)
        with django_assert_max_num_queries(40) as one:
            agent.get(RETURNS)
        for number in range(10):
            terminated(f"019900060{number}")
        with django_assert_num_queries(len(one)):
            agent.get(RETURNS)

    def test_today_tells_of_those_that_are_late(self, agent):
        claim([TAKEN], by=SYSTEM, now=NOW - timedelta(days=20))
        return_numbers(NOW)
        text = seen(agent.get("/"))
        assert "These numbers have not come back to us" in text
        assert "1 number" in text


class TestNumberPage:
    def page(self, client, number: str = PORTED_IN) -> str:
        return seen(client.get("/numbers/", {"number": number}))

    def test_it_shows_the_rio_we_issued(self, agent):
        NumberFactory(national=PORTED_IN)
        assert "none issued" in self.page(agent)
        issue(NOW)
        assert Number.objects.get().rio in self.page(agent)

    def test_a_supervisor_ends_the_service(self, supervisor):
        NumberFactory(national=PORTED_IN)
        assert "End the service" in self.page(supervisor)
        text = seen(supervisor.post(f"/numbers/{PORTED_IN}/terminate/", follow=True))
        assert "can still claim the number" in text
        assert "In quarantine" in text
        assert NumberReturn.objects.get().history.first().event == "number_return.quarantined"

    def test_an_agent_does_not(self, agent):
        NumberFactory(national=PORTED_IN)
        assert "End the service" not in self.page(agent)
        assert agent.post(f"/numbers/{PORTED_IN}/terminate/").status_code == 403

    def test_a_customers_page_shows_its_rios(self, agent):
        customer = CustomerFactory()
        NumberFactory.create_batch(3, customer=customer)
        issue(NOW)
        text = seen(agent.get(f"/customers/{customer.pk}/"))
        for number in Number.objects.all():
            assert number.rio in text


class TestFiles:
    def test_an_empty_list_says_what_comes_there(self, agent):
        assert "No wrongful port" in seen(agent.get(FILES))
        assert "No file was settled yet" in seen(agent.get(FILES, {"settled": "1"}))

    def test_a_file_says_what_happened_and_what_to_do(self, agent):
        opened = taken(OURS, "0465712001")
        text = seen(agent.get(f"{FILES}{opened.reference}/"))
        for said in ("04 65 71 20 00", "OVH", "010802", "taken from us", "Call the customer", "due Wed 2 December"):
            assert said in text
        assert opened.reference in seen(agent.get(FILES))

    def test_it_is_found_and_stands_on_today(self, agent):
        opened = taken(OURS)
        assert agent.get("/search/", {"q": opened.reference}).url == f"{FILES}{opened.reference}/"
        text = seen(agent.get("/"))
        assert opened.reference in text
        assert "A number of ours was taken" in text

    def test_restored_by_hand_everything_follows(self, agent):
        opened = taken(OURS)
        text = seen(agent.post(f"{FILES}{opened.reference}/restore/", follow=True))
        assert "everybody is told" in text
        assert "Bascule Télécom" in text
        assert "Message to the clearing house" in text
        assert "was faster" in seen(agent.post(f"{FILES}{opened.reference}/reject/", follow=True))
        assert opened.reference in seen(agent.get(FILES, {"settled": "1"}))

    def test_a_file_is_opened_by_hand(self, agent):
        NumberFactory(national=OURS)
        typed = {"numbers": "04 65 71 20 00", "side": "taken_from_us", "other": "ovh"}
        text = seen(agent.post(f"{FILES}new/", typed, follow=True))
        assert "The file is open" in text
        assert Restoration.objects.get().partner.code == "OVH"

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"numbers": ""}, "required"),
            ({"numbers": "0199000600"}, "We never served"),
            ({"other": "nobody at all"}, "No operator"),
            ({"other": "BASC"}, "we are not it"),
            ({"side": "nonsense"}, "nonsense"),
        ],
        ids=str,
    )
    def test_what_cannot_be_is_said_and_what_was_typed_stays(self, agent, change, said):
        NumberFactory(national=OURS)
        typed = {"numbers": OURS, "side": "taken_from_us", "other": "OVH"} | change
        response = agent.post(f"{FILES}new/", typed)
        assert response.status_code == 422
        text = seen(response)
        assert said in text
        assert typed["other"] in text

    def test_who_may_not_settle_only_looks(self):
        partner_manager = logged_in(UserFactory(groups=["partner manager"]))
        opened = taken(OURS)
        text = seen(partner_manager.get(f"{FILES}{opened.reference}/"))
        assert "The line is restored" not in text
        assert partner_manager.post(f"{FILES}{opened.reference}/restore/").status_code == 403
        assert partner_manager.get(f"{FILES}new/").status_code == 403

    @pytest.mark.parametrize("path", [FILES, RETURNS, f"{FILES}new/"])
    def test_nobody_looks_without_the_right(self, path):
        assert logged_in(UserFactory()).get(path).status_code == 403

    def test_ten_files_cost_what_one_costs(self, agent, django_assert_num_queries, django_assert_max_num_queries):
        taken(OURS)
        agent.get(FILES)
        with django_assert_max_num_queries(40) as one:
            agent.get(FILES)
        for number in range(10):
            taken(f"046571210{number}")
        with django_assert_num_queries(len(one)):
            agent.get(FILES)
