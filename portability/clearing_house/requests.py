"""Messages about our own requests."""

from collections.abc import Mapping

from operators.exchange.taking import about_each, by_reference
from portability.models import PortIn

Requests = Mapping[str, PortIn]
"""The request that each message is about, by message id."""
about_requests = about_each(by_reference(PortIn))
