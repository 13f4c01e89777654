from io import StringIO

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command

from operators.models import Operator

pytestmark = pytest.mark.django_db


def problems() -> list[str]:
    found = run_checks(tags=[Tags.database], databases=["default"])
    return [problem.id for problem in found if problem.id.startswith("operators.")]


def test_our_own_operator_must_be_known(settings) -> None:
    settings.OWN_OPERATOR = "NONE"
    assert problems() == ["operators.W002"]
    Operator.objects.create(code="NONE", name="Nobody yet")
    assert problems() == []


def test_the_command_says_it_in_a_sentence(settings) -> None:
    settings.OWN_OPERATOR = "NONE"
    heard = StringIO()
    call_command("check", databases=["default"], stderr=heard)
    assert "OWN_OPERATOR" in heard.getvalue()
    assert "NONE" in heard.getvalue()


def test_without_a_database_nothing_is_asked(settings) -> None:
    settings.OWN_OPERATOR = "NONE"
    assert run_checks(tags=[Tags.database]) == []
