"""How numbers are shown to people and told to machines. Takes and gives national digits."""

from collections.abc import Iterable

from operators.numbering.plan import Kind, country_code, kind_of

GROUPS = {10: (2, 2, 2, 2, 2), 13: (4, 3, 3, 3), 14: (4, 4, 3, 3)}


def to_e164(national: str, territory: str) -> str:
    """``+33199000001``. A short number has no international form: it is returned as it is."""
    if kind_of(national) is Kind.SHORT:
        return national
    return f"+{country_code(territory)}{national[1:]}"


def pretty(national: str) -> str:
    """``01 99 00 00 01``; longer numbers in groups of three and four, short numbers as they are."""
    groups, start = [], 0
    for size in GROUPS.get(len(national), (len(national),)):
        groups.append(national[start : start + size])
        start += size
    return " ".join(groups)


def pretty_range(first: str, last: str) -> str:
    """``01 99 00 00 10 – 19`` when only the last group differs, else both ends in full."""
    if first == last:
        return pretty(first)
    (head, _, _), (same_head, _, tail) = pretty(first).rpartition(" "), pretty(last).rpartition(" ")
    short = head and head == same_head
    return f"{pretty(first)} – {tail if short else pretty(last)}"


def as_ranges(nationals: Iterable[str]) -> list[tuple[str, str]]:
    """The numbers as (first, last) runs without a gap, in order, short ones first; doubles count once."""
    runs: list[tuple[str, str]] = []
    for number in sorted(set(nationals), key=lambda national: (len(national), national)):
        if runs and follows(runs[-1][1], number):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def follows(before: str, number: str) -> bool:
    return len(before) == len(number) and int(before) + 1 == int(number)
