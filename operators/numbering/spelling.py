"""How people write a number or a range, and how it is read. Pure.

One grammar serves a single number, a range and a pasted page. It has three tiers, tried in this order, since
a page also holds nine-digit company numbers and four-digit years: a number written in full, a number whose
leading zero a spreadsheet lost, a short number.

The country code is read and dropped, not checked against the root: some roots belong to several territories.
Wherever two readings are possible, the text is refused with its reason, never guessed. So a slash before a
tail ("01 99 00 00 00 / 99", where some mean "and" and others "to") is refused.
"""

import re
import unicodedata

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from operators.numbering.plan import Kind, kind_of

LENGTHS = (10, 13, 14)
MAX_TAIL = 4
UNCLEAR = _("It is not clear where the number ends: write both ends of a range in full, with “to” between them.")

# What stands between two digits of one number, and what may not follow its last one ("10:30" is an hour).
SEP = r"(?: ?[-./] ?| )?"
END = r"(?!\w|:[0-9])"
# 13 and 14 digits: in one piece, or in groups which cannot be a ten-digit number and something after it.
LONG = (
    r"(?:[79][0-9]{11,12}|[79][0-9]{2}[ .][0-9]{3,4}(?:[ .][0-9]{3}){2}"
    r"|(?:7[ .]?0[ .]?0|9[ .]?0[ .]?1)(?:[ .]?[0-9]){9,10})"
)
SIGNIFICANT = rf"(?:{LONG}|[1-9](?:{SEP}[0-9]){{8}}){END}"
OVERSEAS = r"(?:262|508|59[046])"
ABROAD = r"(?:\+ ?|00 ?)"
FULL = (
    rf"(?:0{SEP}{SIGNIFICANT}"
    rf"|(?:{ABROAD}(?:33|{OVERSEAS})|33){SEP}(?:0{SEP})?{SIGNIFICANT}"
    rf"|{ABROAD}508{SEP}[1-9](?:{SEP}[0-9]){{5}}{END}"  # Saint Pierre before it had ten digits
    rf"|{OVERSEAS}[0-9]{{9}}{END})"
)
NINE_DIGITS = rf"[1-9][0-9]{{8}}{END}"
WITHOUT_ZERO = rf"(?:{NINE_DIGITS}|[79][0-9]{{11,12}}{END}|[1-9](?:{SEP}[0-9]){{8}}{END}(?! ?[0-9]))"
SHORT = rf"(?:(?:10|3[0-9]) ?[0-9]{{2}}|11[68] ?[0-9]{{3}}|11 ?[68][0-9] ?[0-9]{{2}}){END}"

# Five digits are a postal code, and an hour ("à 14 h") ends no range.
TAIL = rf"(?:[0-9]{{1,2}} [0-9]{{2}}|[0-9]{{1,4}}){END}(?! ?[-./] ?[0-9]| [0-9]{{1,3}}\b| ?h\b)"
TO = r"(?: ?(?:--?>?|=?>|→|\.{2,3}) ?| ?à ?| (?:a|to|au|until|jusqu.(?:à|a|au)) )"
# A letter after "X - 12" makes it an address as well as a range.
WORDS = r"(?=(?P<words> (?!(?:et|and|puis)\b)[^\W0-9_])?)"


def tier(number: str) -> str:
    """The grammar of a number of this tier, or of a range that begins with one, and of what may follow it.

    *half*: the second half of a range, which cannot be read. *extra*: pairs of digits after the last one.
    """
    other = rf"(?:{number}|{FULL}|{NINE_DIGITS})"
    half = rf"(?: ?/ ?|{TO})(?!{other})[0-9](?:[ ./-]*[0-9])*(?!\w)"
    extra = rf"(?! {other})(?:[ .][0-9]{{1,2}})+(?!\w)"
    second = rf"(?P<to>{TO})(?P<last>{other}|{TAIL}){WORDS}"
    return rf"(?P<first>{number})(?:{second})?(?:(?P<half>{half})|(?P<extra>{extra}))?"


SPELLINGS = tuple(re.compile(tier(number), re.IGNORECASE) for number in (FULL, WITHOUT_ZERO, SHORT))

PREFIX = re.compile(r"^(?:de |du |from |(?:t[ée]l(?:[ée]phone)?|fax|mob(?:ile)?)\b\.? ?:? ?)", re.IGNORECASE)
EDGES = " \t\r\n'’\"`=<>.,;:"
BRACKETS = re.compile(r"\((\+?[0-9]{1,4})\)(?= ?[0-9(])")  # +33 (0)1, (+33) 1, (0262)
FLOAT = re.compile(r"(?<![\w.,+])([1-9][0-9]{8,14})[.,]0{1,2}(?!\w)")
SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
FOREIGN = re.compile(rf"{ABROAD}(?!33|{OVERSEAS})")
WITH_COUNTRY = re.compile(rf"{ABROAD}(?:33|{OVERSEAS}){SEP}0?")
SPACES = re.compile(r"[^\S\t]+")
COUNTRY = re.compile(rf"(?:33|{OVERSEAS})0?")
PLAIN = re.compile(r"0[1-9]([ .-]?)[0-9]{2}(?:\1[0-9]{2}){3}")
DIGIT, LETTER = re.compile(r"[0-9]"), re.compile(r"[^\W0-9_]")
NOT_DIGIT = re.compile(r"[^0-9]+")
LOOKALIKES = {
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2043, 0x2212], "-"),
    **dict.fromkeys([0xAD, 0x61C, 0x180E, 0xFEFF], None),
    **dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)], None),
}


class MalformedNumber(ValueError):  # noqa: N818
    """A text that is no number of the French plan; its message is a sentence for the person who typed it."""

    code = "malformed"


def parse_number(text: str) -> str:
    """The national digits of one number, however it is spelled. MalformedNumber says what is wrong."""
    first, last = parse_range(text)
    if first != last:
        raise MalformedNumber(_("This is a range: only one number is expected here."))
    return first


def parse_range(text: str) -> tuple[str, str]:
    """First and last number of a range, equal for a single number. MalformedNumber says what is wrong."""
    if plain := read_plain(text):
        return plain, plain
    spelled = PREFIX.sub("", clean(text).strip(EDGES), count=1)
    for grammar in SPELLINGS:
        found = grammar.fullmatch(spelled)
        if found and not found["extra"]:
            return ends_of(found)
    raise MalformedNumber(reason_against(spelled))


def read_plain(text: str) -> str | None:
    """A short cut for the commonest spellings, ten digits in one piece or in pairs; None for the others."""
    found = PLAIN.fullmatch(text)
    return text.replace(found[1], "") if found else None


def why_malformed(text: str) -> str:
    """The sentence that explains a malformed text; empty when it can be read."""
    try:
        parse_range(text)
    except MalformedNumber as error:
        return str(error)
    return ""


def clean(text: str) -> str:
    """The text without the tricks of keyboards, web pages and spreadsheets; tabs stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(LOOKALIKES)
    if "(" in text:
        text = BRACKETS.sub(r" \1 ", text)
    if ".0" in text or ",0" in text:
        text = FLOAT.sub(r"\1", text)
    return SPACES.sub(" ", text)


def ends_of(found: re.Match[str]) -> tuple[str, str]:
    """First and last number of what a grammar found."""
    if found["half"] or has_extra_pairs(found) or has_doubtful_tail(found):
        raise MalformedNumber(UNCLEAR)
    first = national(found["first"])
    last = complete(first, national(found["last"])) if found["last"] else first
    if family(first) != family(last):
        raise MalformedNumber(_("The two ends of the range are not numbers of the same kind."))
    if last < first:
        raise MalformedNumber(_("The range ends before it begins."))
    return first, last


def has_extra_pairs(found: re.Match[str]) -> bool:
    """Whether digits follow the number in the number's own rhythm: a pair too many, not a street number."""
    return bool(found["extra"]) and found["extra"][0] in (found["last"] or found["first"])


def has_doubtful_tail(found: re.Match[str]) -> bool:
    """Whether the end may be an address ("X - 12 rue...") or a pair too many ("01-99-00-00-01-12")."""
    first, to, last = found["first"], found["to"], found["last"]
    if not to or len(last) > MAX_TAIL + 1:
        return False
    return (to == " - " and found["words"] is not None) or (to == "-" and "-" in first)


def complete(first: str, last: str) -> str:
    """The end of a range in full: a tail replaces the last digits of the beginning."""
    is_tail = len(last) <= MAX_TAIL and len(last) < len(first)
    return first[: -len(last)] + last if is_tail else last


def family(number: str) -> tuple[int, Kind, str]:
    """What both ends of a range share: length and kind, and the root of short numbers."""
    kind = kind_of(number)
    return len(number), kind, number[: len(number) // 2] if kind is Kind.SHORT else ""


def national(spelled: str) -> str:
    """The national digits of what a grammar took for one number."""
    digits = NOT_DIGIT.sub("", spelled).removeprefix("00")
    if digits.startswith("0") or len(digits) <= 6:
        return digits
    if len(digits) == 9 or digits[0] in "79":  # also 508 and six digits
        return f"0{digits}"
    return COUNTRY.sub("0", digits, count=1)


def reason_against(spelled: str) -> str | Promise:
    """Why this is no number, in a sentence."""
    if not DIGIT.search(spelled):
        return _("There is no digit in it.")
    if SCIENTIFIC.fullmatch(spelled):
        return _("A spreadsheet rounded this number: show its column as text and copy it again.")
    if FOREIGN.match(spelled):
        return _("The country code is not one of France or its overseas territories.")
    if LETTER.search(spelled):
        return _("There is something else than one number or one range in it.")
    return reason_against_digits(spelled)


def reason_against_digits(spelled: str) -> str | Promise:
    """Why these digits are no number: there are too many or too few, or they begin like none."""
    code = WITH_COUNTRY.match(spelled)
    digits = len(NOT_DIGIT.sub("", spelled[code.end() :] if code else spelled))
    if digits in ((9, 12, 13) if code else LENGTHS):
        return _("No French number begins or is grouped like this.")
    if code:
        return format_lazy(_("9 digits are expected after the country code, not {digits}."), digits=digits)
    return format_lazy(_("A French number has 10 digits, not {digits}."), digits=digits)
