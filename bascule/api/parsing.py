"""How the API reads a body."""

import json
from typing import Any

from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.utils.json import strict_constant


class StrictJSONParser(JSONParser):
    """JSON in which each object gives a name once: of two values one would be lost, and each reader drops another."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            return json.loads(stream.read(), parse_constant=strict_constant, object_pairs_hook=each_once)
        except ValueError as error:
            raise ParseError(_("This is not JSON: %(why)s") % {"why": force_str(error)}) from error


def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ParseError(_("The body gives “%(name)s” twice.") % {"name": name})
        found[name] = value
    return found
