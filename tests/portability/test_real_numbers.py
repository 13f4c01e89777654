"""Any number of 01 to 09, asked of the API on ARCEP's real files: the answer is what the file says, read naively."""

import csv
from random import Random

import pytest
from django.utils import timezone

from operators.arcep.importing import import_files
from operators.models import Source
from tests.factories import ApiKeyFactory, client_of

pytestmark = pytest.mark.django_db
TERRITORIES = {"Métropole": "+33", "National": "+33", "Mayotte": "+262", "Martinique": "+596", "Guyane": "+594"}


def ranges_of(folder):
    with (folder / "MAJNUM.csv").open(encoding="latin-1", newline="") as file:
        return [(row[1], row[2], row[3], row[4]) for row in list(csv.reader(file, delimiter=";"))[1:]]


def naive_answer(number, ranges):
    same_length = (row for row in ranges if len(row[0]) == len(number))
    return next((row for row in same_length if row[0] <= number <= row[1]), None)


def numbers_to_ask(ranges):
    """Both ends and a number inside of some hundred ranges, and as many numbers of 01 to 09 at random."""
    dice = Random(20261122)
    for first, last, *_ in dice.sample(ranges, 150):
        yield from (first, last, f"{dice.randint(int(first), int(last)):0{len(first)}}")
    yield from (f"0{dice.randint(1, 9)}{dice.randrange(10**8):08}" for _ in range(450))


def test_any_number_is_answered_as_the_file_says(arcep_dir):
    import_files(arcep_dir, Source.ARCEP, timezone.localdate())
    ranges = ranges_of(arcep_dir)
    asked = list(numbers_to_ask(ranges))
    partner = client_of(ApiKeyFactory(scopes=["numbers:read"]))
    results = partner.post("/api/v1/numbers/lookup/", {"numbers": asked}).json()["results"]
    expected = [naive_answer(number, ranges) for number in asked]
    assert [in_short(result) for result in results] == [row and row[:3] for row in expected]
    assert {result["kind"] for result in results} == {"geographic", "mobile", "special", "polyvalent_09", "short"}
    for result, row in zip(results, expected, strict=True):
        if row and len(row[0]) >= 10 and row[3] in TERRITORIES:
            assert result["number"] == TERRITORIES[row[3]] + result["national"][1:]


def in_short(result):
    block = result["range"]
    return block and (block["first"], block["last"], block["holder"]["code"])
