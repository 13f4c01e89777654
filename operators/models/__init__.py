from operators.models.api_key import ApiKey, KeyUse, Scope, digest_of
from operators.models.customer import Contact, Customer, CustomerKind, CustomerNote
from operators.models.exchange import ExchangeFile, FileState, Message, MessageStatus, UnusedNumbers, Way
from operators.models.mail import Mail, MailMark, MailProblem, MailStatus
from operators.models.operator import (
    NumberRange,
    Operator,
    OperatorQuerySet,
    RioCode,
    RoutingPrefix,
    Source,
    own_operator_problem,
)
from operators.models.webhook import Delivery, DeliveryStatus, Obstacle, SwitchedOff, Webhook

__all__ = [
    "ApiKey",
    "Contact",
    "Customer",
    "CustomerKind",
    "CustomerNote",
    "Delivery",
    "DeliveryStatus",
    "ExchangeFile",
    "FileState",
    "KeyUse",
    "Mail",
    "MailMark",
    "MailProblem",
    "MailStatus",
    "Message",
    "MessageStatus",
    "NumberRange",
    "Obstacle",
    "Operator",
    "OperatorQuerySet",
    "RioCode",
    "RoutingPrefix",
    "Scope",
    "Source",
    "SwitchedOff",
    "UnusedNumbers",
    "Way",
    "Webhook",
    "digest_of",
    "own_operator_problem",
]
