"""What must be true of the database before this house can work."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from operators.models import Operator, own_operator_problem


# Only warnings: `migrate` asks too, and it has to run before anybody can create or import an operator.
@register(Tags.database)
def own_operator_exists(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """OWN_OPERATOR names an operator of the database; asked by `manage.py check --database default`."""
    if "default" not in (databases or []):
        return []
    try:
        known = Operator.objects.filter(code=settings.OWN_OPERATOR).exists()
    except DatabaseError:
        return [Warning("The database cannot be read: start it, or run the migrations.", id="operators.W001")]
    return [] if known else [Warning(own_operator_problem(), id="operators.W002")]
