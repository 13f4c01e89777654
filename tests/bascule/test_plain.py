"""Text is found whatever its accents and capitals, on both databases."""

import pytest

from bascule.plain import plain
from operators.models import Operator
from tests.factories import OperatorFactory

WORDS = ["télécom", "TÉLÉCOM", "Société Française", "Cœur de Bœuf", "ŒUVRES", "L'Haÿ-les-Roses", "Plain 100 %"]


@pytest.mark.parametrize(
    ("written", "compared"), [("TÉLÉCOM", "telecom"), ("Œuvre", "oeuvre"), ("Noël à l'Haÿ", "noel a l'hay")]
)
def test_a_text_without_accents_and_capitals(written, compared):
    assert plain(written) == compared


@pytest.mark.django_db
@pytest.mark.parametrize("word", WORDS)
def test_the_database_compares_as_we_do(word):
    OperatorFactory(name=word)
    assert Operator.objects.filter(name__plain=plain(word)).exists()
    assert Operator.objects.filter(name__plain__contains=plain(word[1:-1])).exists()
    assert not Operator.objects.filter(name__plain__contains=plain("another")).exists()
