"""How the business says no."""

from typing import Any

from django.core.exceptions import ValidationError


class RuleRefused(ValidationError):  # noqa: N818
    """One rule of the business refused what was asked.

    `code` is the stable name of the rule, `message` says it in the reader's language, `field` names what to
    change (dotted: `customer.siret`; None: no field in particular) and `extra` carries what helps to ask
    again, such as `price` (a Decimal, in euros) or `earliest_date`. A form shows it as the ValidationError
    that it is; the API answers 422 with `extra` beside the code. Raise it from domain functions: a serializer
    that meets it while it checks would keep its message alone.
    """

    def __init__(self, code: str, message: Any, *, field: str | None = None, **extra: Any) -> None:
        super().__init__(message, code=code)
        self.field = field
        self.extra = extra


class InTheWay(RuleRefused):
    """What was asked is there already, or somebody was faster; the API answers 409 `conflict` with `extra`."""

    def __init__(self, message: Any, *, field: str | None = None, **extra: Any) -> None:
        super().__init__("conflict", message, field=field, **extra)
