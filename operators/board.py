"""What this room puts on the front page and into the search."""

import re
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bascule.board import MOST_FOUND, Found, Group
from operators.models import Operator, RioCode, RoutingPrefix, own_operator_problem

RIO = re.compile(r"([A-Z0-9]{2})(?:[A-Z][A-Z0-9]{6}[A-Z0-9+]{3})?")
PREFIX = re.compile(r"0[0-9]{2,5}")


def problems() -> list[str]:
    """What keeps the whole house from working."""
    known = Operator.objects.filter(code=settings.OWN_OPERATOR).exists()
    return [] if known else [own_operator_problem()]


def find(text: str, user: Any) -> list[Group]:
    """Operators by name, code or SIRET; RIO codes, whole RIOs and prefixes lead to their operator."""
    if not user.has_perm("operators.view_operator"):
        return []
    return [
        Group(_("RIO codes"), rio_codes(text)),
        Group(_("Routing prefixes"), prefixes(text)),
        Group(_("Operators"), operators(text)),
    ]


def rio_codes(text: str) -> list[Found]:
    written = RIO.fullmatch(re.sub(r"[\s.-]", "", text).upper())
    if not written:
        return []
    rows = RioCode.objects.filter(code=written[1]).select_related("operator")
    return [Found(row.code, page_of(row.operator), row.operator.name) for row in rows]


def prefixes(text: str) -> list[Found]:
    digits = text.replace(" ", "")
    if not PREFIX.fullmatch(digits):
        return []
    rows = RoutingPrefix.objects.filter(prefix__startswith=digits).select_related("operator")[:MOST_FOUND]
    return [Found(row.prefix, page_of(row.operator), row.operator.name) for row in rows]


def operators(text: str) -> list[Found]:
    rows = Operator.objects.named(text).order_by("name")[:MOST_FOUND]
    return [Found(row.name, page_of(row), row.code) for row in rows]


def page_of(operator: Operator) -> str:
    return reverse("operators:detail", args=[operator.code])
