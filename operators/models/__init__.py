from operators.models.api_key import ApiKey, Scope, digest_of
from operators.models.customer import Contact, Customer, CustomerKind
from operators.models.operator import (
    NumberRange,
    Operator,
    OperatorQuerySet,
    RioCode,
    RoutingPrefix,
    Source,
    own_operator_problem,
)

__all__ = [
    "ApiKey",
    "Contact",
    "Customer",
    "CustomerKind",
    "NumberRange",
    "Operator",
    "OperatorQuerySet",
    "RioCode",
    "RoutingPrefix",
    "Scope",
    "Source",
    "digest_of",
    "own_operator_problem",
]
