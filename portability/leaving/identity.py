"""Whether what a recipient wrote of a customer is the customer that we know. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from bascule.plain import plain
from operators.models import Customer

WORD = re.compile(r"[a-z0-9]+")
LEGAL_FORMS = {"sa", "sas", "sasu", "sarl", "eurl", "sci", "snc", "scop", "selarl", "eirl", "ei", "gie"}
TITLES = {"m", "mr", "mme", "mlle", "monsieur", "madame", "societe", "ste", "ets", "etablissements"}
LINKS = {"de", "du", "des", "la", "le", "les", "l", "d", "et", "a", "au", "aux"}
SHORTENED = {
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "ch": "chemin",
    "fg": "faubourg",
    "imp": "impasse",
    "pl": "place",
    "r": "rue",
    "rte": "route",
    "st": "saint",
    "ste": "sainte",
    "za": "zone",
}


def differences(written: Mapping[str, Any], customer: Customer) -> list[str]:
    """What differs, among `name`, `address` and `siren`; what was not written does not differ."""
    address = written.get("address") or {}
    siren = written.get("siren") or (written.get("siret") or "")[:9]
    return [
        *([] if same_name(written.get("name", ""), customer.name) else ["name"]),
        *([] if same_address(address, customer) else ["address"]),
        *(["siren"] if siren and customer.siren and "".join(siren.split()) != customer.siren else []),
    ]


def same_name(one: str, other: str) -> bool:
    """The same words in any order, or all the words of the shorter one; legal forms and titles left out."""
    left, right = name_words(one), name_words(other)
    return not left or not right or left <= right or right <= left


def name_words(name: str) -> set[str]:
    words = set(WORD.findall(plain(name)))
    return words - LEGAL_FORMS - TITLES - LINKS or words


def same_address(written: Mapping[str, str], customer: Customer) -> bool:
    """The same postal code, and the same house and street as far as both are written."""
    code, line = written.get("postal_code", ""), written.get("line1", "")
    if code and "".join(code.split()) != customer.postal_code:
        return False
    left, right = street_words(line), street_words(f"{customer.line1} {customer.line2}")
    return not left or left <= right or street_words(customer.line1) <= left


def street_words(line: str) -> set[str]:
    return {SHORTENED.get(word, word) for word in WORD.findall(plain(line))} - LINKS
