"""The manners of the API, without any domain: what the settings name is offered here.

Nothing imported here may need models or views: logging reads these names before the apps are loaded, and
REST framework while it builds its own views. Views are in `bascule.api.views`, records in
`bascule.api.records`.
"""

from bascule.api.paging import CursorPages
from bascule.api.problems import Conflict, QueryUnreadable, problem
from bascule.api.request_id import RequestIdFilter, RequestIdMiddleware
from bascule.rules import RuleRefused

__all__ = [
    "Conflict",
    "CursorPages",
    "QueryUnreadable",
    "RequestIdFilter",
    "RequestIdMiddleware",
    "RuleRefused",
    "problem",
]
