"""Numbers of the French plan: what they are, how people write them, how we show them. Pure.

A number is known by its *national digits* (``0199000001``), unique in the whole plan.
"""

from operators.numbering.lists import MAX_NUMBERS, Entry, TooManyNumbers, parse_numbers, parse_paste
from operators.numbering.plan import Kind, Territory, country_code, kind_of, territory_of_postal_code
from operators.numbering.spelling import MalformedNumber, parse_number, parse_range, why_malformed
from operators.numbering.writing import as_ranges, pretty, pretty_range, to_e164

__all__ = [
    "MAX_NUMBERS",
    "Entry",
    "Kind",
    "MalformedNumber",
    "Territory",
    "TooManyNumbers",
    "as_ranges",
    "country_code",
    "kind_of",
    "parse_number",
    "parse_numbers",
    "parse_paste",
    "parse_range",
    "pretty",
    "pretty_range",
    "territory_of_postal_code",
    "to_e164",
    "why_malformed",
]
