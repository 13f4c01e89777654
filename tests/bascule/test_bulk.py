"""Rows written as plain tuples are the rows that the models would have written."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from bascule.bulk import insert_rows
from portability.models import Quote, QuoteLine
from tests.factories import QuoteFactory

COLUMNS = (
    *("quote_id", "position", "input", "number", "e164", "portable", "warned"),
    *("holders", "kind", "rio", "rio_status", "suggestions"),
)

pytestmark = pytest.mark.django_db


def row(quote, position, input="a\tb\\\n'é", suggestions=None):
    key = Quote._meta.pk.get_db_prep_value(quote.pk, connection)
    return key, position, input, "", "", False, True, "FRTE ?", "", "", "missing", suggestions


@pytest.mark.parametrize("count", [0, 1, 3_000])
def test_rows_come_back_as_they_were_given(count, django_assert_max_num_queries):
    quote = QuoteFactory()
    with django_assert_max_num_queries(1):
        insert_rows(QuoteLine, COLUMNS, (row(quote, n) for n in range(count)))
    assert list(quote.lines.values_list("position", flat=True)) == list(range(count))


def test_awkward_texts_flags_and_json_survive():
    quote = QuoteFactory()
    insert_rows(QuoteLine, COLUMNS, [row(quote, 0, suggestions=json.dumps([{"rio": "é\\N"}])), row(quote, 1)])
    first, second = quote.lines.all()
    assert (first.input, first.portable, first.warned, first.chain) == ("a\tb\\\n'é", False, True, ["FRTE", None])
    assert (first.suggestions, second.suggestions) == ([{"rio": "é\\N"}], None)


def test_a_constraint_refuses_all_of_them():
    quote = QuoteFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(QuoteLine, COLUMNS, [row(quote, 0), row(quote, 0)])
    assert not quote.lines.exists()
