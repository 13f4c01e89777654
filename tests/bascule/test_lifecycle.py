"""The one door: whatever moves a record checks, writes and remembers in the same way, or does nothing."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import CHUNK, SYSTEM, Refusal, allowed_moves, columns_of, perform, perform_many
from bascule.models import History
from portability.models import Quote
from tests.factories import ApiKeyFactory, CustomerFactory, QuoteFactory, UserFactory

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WRITES = {"SELECT", "UPDATE", "INSERT", "DELETE"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory(username="camille", groups=["agent"])


def state_of(quote: Quote) -> str:
    return Quote.objects.get(pk=quote.pk).state


class TestOne:
    def test_the_record_and_its_history_are_written_together(self, agent) -> None:
        quote = QuoteFactory(offered=True)
        moved = perform(quote, "decline", by=agent, now=NOW, reason="price", private={"note": "Too dear for us."})
        stored = Quote.objects.get(pk=quote.pk)
        assert (stored.state, stored.state_since, stored.updated_at, stored.due_at) == (
            "declined",
            NOW,
            NOW,
            None,
        )
        assert moved.state == "declined"
        [line] = quote.history
        assert (line.kind, line.reference, line.event) == ("quote", quote.reference, "quote.declined")
        assert (line.transition, line.source, line.target) == ("decline", "offered", "declined")
        assert (line.by, line.by_user, line.at, line.reason) == ("camille", agent, NOW, "price")

    def test_what_people_wrote_stays_out_of_the_history(self, agent) -> None:
        quote = QuoteFactory()
        perform(quote, "decline", by=agent, now=NOW, private={"note": "Mme Martin has left."})
        assert Quote.objects.get(pk=quote.pk).decline_note == "Mme Martin has left."
        assert quote.history.get().facts == {}

    def test_a_move_that_is_not_on_the_map_changes_nothing(self, agent) -> None:
        quote = QuoteFactory(declined=True)
        with pytest.raises(TransitionNotAllowed):
            perform(quote, "decline", by=agent, now=NOW)
        assert state_of(quote) == "declined"
        assert not quote.history.exists()

    @pytest.mark.parametrize("groups", [[], ["partner manager"]])
    def test_nobody_moves_what_they_may_not(self, groups: list[str]) -> None:
        quote = QuoteFactory(offered=True)
        with pytest.raises(PermissionDenied):
            perform(quote, "decline", by=UserFactory(groups=groups), now=NOW)
        assert state_of(quote) == "offered"
        assert not quote.history.exists()

    def test_a_partner_moves_what_came_through_it_and_nothing_else(self) -> None:
        key = ApiKeyFactory()
        own, other = QuoteFactory(offered=True, partner=key.operator), QuoteFactory(offered=True)
        assert allowed_moves(other, key) == []
        with pytest.raises(PermissionDenied):
            perform(other, "decline", by=key, now=NOW)
        assert state_of(other) == "offered"
        assert perform(own, "decline", by=key, now=NOW).state == "declined"

    def test_a_key_without_the_scope_moves_nothing(self) -> None:
        key = ApiKeyFactory(scopes=["numbers:read"])
        with pytest.raises(PermissionDenied):
            perform(QuoteFactory(offered=True, partner=key.operator), "decline", by=key, now=NOW)

    def test_the_moves_of_the_clock_are_its_own(self) -> None:
        quote = QuoteFactory(offered=True)
        with pytest.raises(PermissionDenied):
            perform(quote, "expire", by=UserFactory(is_superuser=True), now=NOW)
        assert perform(quote, "expire", by=SYSTEM, now=NOW).state == "expired"
        assert quote.history.get().by == "system"

    def test_it_looks_at_the_row_and_not_at_what_the_caller_holds(self, agent) -> None:
        stale = QuoteFactory(offered=True)
        perform(stale, "decline", by=agent, now=NOW)
        assert stale.state == "offered"
        with pytest.raises(TransitionNotAllowed):
            perform(stale, "decline", by=agent, now=NOW)
        assert stale.history.count() == 1

    def test_a_list_changed_in_place_is_seen(self) -> None:
        quote = QuoteFactory(keep_with_donor=[])
        before = columns_of(quote)
        quote.keep_with_donor.append("0199000001")
        assert before["keep_with_donor"] == []
        assert columns_of(quote)["keep_with_donor"] == ["0199000001"]

    def test_the_moves_allowed_now_are_said_in_the_order_of_the_class(self, agent) -> None:
        quote = QuoteFactory()
        assert allowed_moves(quote, agent) == ["offer", "ask_inventory", "decline"]
        assert allowed_moves(quote, UserFactory()) == []


class TestMany:
    @pytest.mark.parametrize("count", [1, 10])
    def test_ten_cost_what_one_costs(self, agent, count: int) -> None:
        QuoteFactory.create_batch(count, offered=True)
        agent.has_perm("portability.decline_quote")
        with CaptureQueriesContext(connection) as queries:
            outcome = perform_many(Quote.objects.all(), "decline", by=agent, now=NOW)
        verbs = [query["sql"].split()[0] for query in queries if query["sql"].split()[0] in WRITES]
        assert verbs == ["SELECT", "SELECT", "SELECT", "UPDATE", "INSERT"]
        assert len(outcome.moved) == count
        assert History.objects.count() == count

    def test_each_chunk_is_written_once(self, agent) -> None:
        customer = CustomerFactory()
        Quote.objects.bulk_create(
            QuoteFactory.build_batch(CHUNK + 1, offered=True, customer=customer, partner=customer.partner)
        )
        with CaptureQueriesContext(connection) as queries:
            outcome = perform_many(Quote.objects.all(), "decline", by=agent, now=NOW)
        assert len([query for query in queries if query["sql"].startswith("UPDATE")]) == 2
        assert len(outcome.moved) == CHUNK + 1
        assert set(Quote.objects.values_list("state", flat=True)) == {"declined"}

    def test_those_that_cannot_move_are_left_and_said(self, agent) -> None:
        free, gone = QuoteFactory(offered=True), QuoteFactory(declined=True)
        outcome = perform_many(Quote.objects.all(), "decline", by=agent, now=NOW)
        assert [quote.pk for quote in outcome.moved] == [free.pk]
        assert outcome.refused == [Refusal(gone.pk, "transition_not_allowed")]
        assert not gone.history.exists()

    def test_without_the_permission_none_moves(self) -> None:
        quote = QuoteFactory(offered=True)
        outcome = perform_many(Quote.objects.all(), "decline", by=UserFactory(), now=NOW)
        assert outcome.moved == []
        assert outcome.refused == [Refusal(quote.pk, "permission_denied")]
        assert state_of(quote) == "offered"

    def test_each_row_gets_its_own_deadline(self, agent) -> None:
        soon = QuoteFactory(due_at=None)
        late = QuoteFactory(due_at=None, created_at=soon.created_at + timedelta(days=1))
        perform_many(Quote.objects.all(), "ask_inventory", by=agent, now=NOW)
        due = dict(Quote.objects.values_list("pk", "due_at"))
        assert due == {soon.pk: soon.expires_at, late.pk: late.expires_at}

    def test_when_one_breaks_a_rule_of_the_database_none_moves(self, agent) -> None:
        bare, priced = QuoteFactory(), QuoteFactory(priced=True)
        with pytest.raises(IntegrityError, match="no_price_before_the_inventory"), transaction.atomic():
            perform_many(Quote.objects.all(), "ask_inventory", by=agent, now=NOW)
        assert {state_of(bare), state_of(priced)} == {"draft"}
        assert not History.objects.exists()

    def test_when_a_body_raises_none_moves(self, agent) -> None:
        quotes = [QuoteFactory(offered=True), QuoteFactory(offered=True)]
        with pytest.raises(TypeError):
            perform_many(Quote.objects.all(), "decline", by=agent, now=NOW, unknown_fact=1)
        assert {state_of(quote) for quote in quotes} == {"offered"}
        assert not History.objects.exists()


class TestHistory:
    @pytest.fixture
    def line(self, agent) -> History:
        quote = QuoteFactory(offered=True)
        perform(quote, "decline", by=agent, now=NOW)
        return quote.history.get()

    @pytest.mark.parametrize(
        "attempt",
        [
            lambda line: line.save(),
            lambda line: line.delete(),
            lambda line: History.objects.update(by="nobody"),
            lambda line: History.objects.filter(pk=line.pk).update(by="nobody"),
            lambda line: History.objects.all().delete(),
            lambda line: History.objects.bulk_update([line], ["by"]),
            lambda line: History.objects.update_or_create(pk=line.pk, defaults={"by": "nobody"}),
        ],
    )
    def test_a_line_is_written_once_and_for_ever(self, line: History, attempt) -> None:
        line.by = "nobody"
        with pytest.raises(TypeError, match="append-only"):
            attempt(line)
        assert History.objects.get(pk=line.pk).by == "camille"

    def test_it_still_says_who_when_the_user_is_gone(self, line: History, agent) -> None:
        agent.delete()
        line = History.objects.get(pk=line.pk)
        assert (line.by, line.by_user) == ("camille", None)

    def test_a_key_is_named_with_its_operator(self) -> None:
        key = ApiKeyFactory(name="night jobs", operator__code="ACME")
        quote = QuoteFactory(offered=True, partner=key.operator)
        perform(quote, "decline", by=key, now=NOW)
        line = quote.history.get()
        assert (line.by, line.by_user) == ("key ACME night jobs", None)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_a_batch_leaves_the_row_that_a_colleague_holds(self, agent, second_connection) -> None:
        held, free = QuoteFactory(offered=True), QuoteFactory(offered=True)
        with second_connection.cursor() as colleague:
            colleague.execute("begin")
            colleague.execute("select 1 from portability_quote where id = %s for update", [held.pk])
            outcome = perform_many(Quote.objects.all(), "decline", by=agent, now=NOW)
            colleague.execute("rollback")
        assert [quote.pk for quote in outcome.moved] == [free.pk]
        assert outcome.refused == [Refusal(held.pk, "locked")]
        assert state_of(held) == "offered"

    def test_of_two_agents_one_wins_and_the_other_is_told(self, agent) -> None:
        quote, start, heard = QuoteFactory(offered=True), Barrier(2), []

        def decline() -> None:
            start.wait()
            try:
                perform(quote, "decline", by=agent, now=NOW)
                heard.append("done")
            except TransitionNotAllowed:
                heard.append("too late")
            finally:
                connection.close()

        both = [Thread(target=decline), Thread(target=decline)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert sorted(heard) == ["done", "too late"]
        assert quote.history.count() == 1
