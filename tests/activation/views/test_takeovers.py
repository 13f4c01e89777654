"""Lines taken by mistake on screen: the files, what to do, opened by hand and ended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from activation.models import Takeover
from operators.models import Operator
from tests.activation.factories import SubscriptionFactory, TakeoverFactory
from tests.activation.place import LINE, D, at
from tests.factories import CustomerFactory, OperatorFactory, UserFactory
from tests.screens import logged_in, queries_of, seen

pytestmark = pytest.mark.django_db

LIST, NEW = "activation:takeover_list", "activation:takeover_new"
NOW = at(D)


@pytest.fixture(autouse=True)
def monday():
    OperatorFactory(own=True)
    OperatorFactory(code="FREE", name="Free")
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def screen():
    return logged_in(UserFactory(groups=["activation agent"], username="anne"))


@pytest.fixture
def line():
    customer = CustomerFactory(name="Hôtel des Lilas")
    return SubscriptionFactory(active=True, line_number=LINE, customer=customer)


def page_of(one: Takeover) -> str:
    return reverse("activation:takeover", args=[one.reference])


def move(one: Takeover, name: str) -> str:
    return reverse("activation:takeover_move", args=[one.reference, name])


class TestList:
    def test_an_empty_list_says_when_a_file_opens(self, screen):
        assert "No line taken by mistake" in seen(screen.get(reverse(LIST)))
        assert "No file has ended yet" in seen(screen.get(reverse(LIST), {"ended": "1"}))

    def test_open_files_come_first_due_first_and_ended_ones_apart(self, screen, line):
        late = TakeoverFactory(subscription=line, due_at=NOW - timedelta(days=2))
        later = TakeoverFactory(due_at=NOW + timedelta(days=2))
        over = TakeoverFactory(state="restored", ended_on=D)
        text = seen(screen.get(reverse(LIST)))
        assert text.index(late.reference) < text.index(later.reference)
        assert "2 days late" in text
        assert "Hôtel des Lilas" in text
        assert over.reference not in text
        ended = seen(screen.get(reverse(LIST), {"ended": "1"}))
        assert over.reference in ended
        assert late.reference not in ended

    def test_the_number_of_queries_does_not_grow(self, screen):
        TakeoverFactory(due_at=NOW)
        before = queries_of(screen, reverse(LIST))
        for _ in range(9):
            TakeoverFactory(due_at=NOW, other=Operator.objects.get(code="FREE"))
        assert queries_of(screen, reverse(LIST)) == before


class TestByHand:
    def test_a_file_is_opened_with_a_clock_of_seven_working_days(self, screen, line):
        typed = {"line_number": "01.99.00.00.01", "side": "taken_from_us", "other": "free"}
        text = seen(screen.post(reverse(NEW), typed, follow=True))
        one = Takeover.objects.get()
        assert (one.line_number, one.subscription, one.other.code, one.state) == (LINE, line, "FREE", "open")
        assert "within seven working days" in text
        assert "due Tue 1 December" in text
        assert "Call the other operator" in text
        assert "anne" in text or "Camille" in text, "the timeline says who opened it"

    def test_the_other_operator_need_not_be_known(self, screen, line):
        screen.post(reverse(NEW), {"line_number": LINE, "side": "taken_by_us"})
        one = Takeover.objects.get()
        assert one.other is None
        assert "not known yet" in seen(screen.get(page_of(one)))

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"line_number": ""}, "This field is required."),
            ({"line_number": "12"}, "A French number has 10 digits"),
            ({"line_number": "0199000099", "side": "taken_from_us"}, "No line of ours has this number."),
            ({"other": "nobody at all"}, "No operator has this code or this name."),
            ({"other": "BASC"}, "we are not it"),
        ],
        ids=str,
    )
    def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(self, screen, line, typed, said):
        typed = {"line_number": LINE, "side": "taken_by_us", "other": "free", **typed}
        response = screen.post(reverse(NEW), typed)
        assert response.status_code == 422
        text = seen(response)
        assert said in text
        assert f'value="{typed["other"]}"' in text
        assert f'<option value="{typed["side"]}" selected' in text
        assert not Takeover.objects.exists()

    def test_a_line_is_in_one_open_file_only(self, screen, line):
        TakeoverFactory(subscription=line)
        response = screen.post(reverse(NEW), {"line_number": LINE, "side": "taken_from_us"})
        assert "A file of this line is open." in seen(response)

    def test_a_line_may_be_given_in_the_address(self, screen):
        assert f'value="{LINE}"' in seen(screen.get(reverse(NEW), {"line": LINE}))


class TestEnd:
    @pytest.mark.parametrize(
        ("name", "state", "said"),
        [("restore", "restored", "the line is given back"), ("dismiss", "dismissed", "rightly taken")],
    )
    def test_a_file_ends(self, screen, line, name, state, said):
        one = TakeoverFactory(subscription=line)
        text = seen(screen.post(move(one, name), follow=True))
        one = Takeover.objects.get()
        assert (one.state, one.ended_on) == (state, D)
        assert said in text
        assert "What to do" not in text
        assert move(one, "restore") not in text

    def test_the_second_of_two_hears_who_was_faster(self, screen, line):
        one = TakeoverFactory(subscription=line)
        screen.post(move(one, "restore"))
        text = seen(screen.post(move(one, "dismiss"), follow=True))
        assert "was faster" in text
        assert Takeover.objects.get().state == "restored"

    def test_there_are_no_other_moves(self, screen):
        assert screen.post(move(TakeoverFactory(), "reopen")).status_code == 404


class TestRights:
    def test_looking_is_not_ending(self):
        one = TakeoverFactory()
        screen = logged_in(UserFactory(permissions=["activation.view_takeover"]))
        text = seen(screen.get(page_of(one)))
        assert move(one, "restore") not in text
        assert one.subscription.customer.name not in text, "a customer is for those who may see customers"
        assert screen.post(move(one, "restore")).status_code == 403
        assert screen.get(reverse(NEW)).status_code == 403
        assert Takeover.objects.get().state == "open"

    def test_it_is_not_for_everybody(self):
        one, screen = TakeoverFactory(), logged_in(UserFactory())
        assert [screen.get(url).status_code for url in (reverse(LIST), page_of(one))] == [403, 403]
