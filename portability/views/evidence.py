"""What a check found, in words: the code and the evidence of each as a person would say them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bascule.templatetags.moments import day as in_words
from operators.numbering import pretty_range
from portability.models.number import NumberState
from portability.models.port_out import Refusal

Evidence = Mapping[str, Any]
FAILED = {
    "served_by_us": gettext_lazy("we do not serve it"),
    "active": gettext_lazy("not active"),
    "terminated_recently": gettext_lazy("terminated too long ago"),
    "rio_present": gettext_lazy("RIO missing"),
    "rio": gettext_lazy("wrong RIO"),
    "no_open_port": gettext_lazy("already being ported"),
    "complete": gettext_lazy("incomplete request"),
    "date": gettext_lazy("day that cannot be kept"),
    "carries_access": gettext_lazy("carries an access"),
    "rio_issued": gettext_lazy("no RIO of ours"),
    "identity": gettext_lazy("another identity"),
    "one_customer": gettext_lazy("several customers"),
    "head_with_group": gettext_lazy("main number leaves alone"),
    "mandate_reference": gettext_lazy("no mandate named"),
    "hosted_prefix": gettext_lazy("another operator's prefix"),
    "recipient_wrong_rios": gettext_lazy("many wrong RIOs of this recipient"),
    "customer_hit_twice": gettext_lazy("customer asked for twice"),
    "address_changed": gettext_lazy("address changed lately"),
    "outside_hours": gettext_lazy("outside working hours"),
}
"""What is said in a few words of a check that failed."""
DIFFERS = {
    "format": gettext_lazy("It is no RIO: 12 letters, digits or + are needed."),
    "key": gettext_lazy("Its control key does not fit this number: a typo in the RIO or in the number."),
    "reference": gettext_lazy("Its key fits, but it is not the RIO that we issued for this number."),
}
LACKS = {
    "customer.name": gettext_lazy("the customer's name"),
    "routing_prefix": gettext_lazy("the routing prefix"),
    "main_number": gettext_lazy("a main number of this customer"),
}
IDENTITY = {
    "name": gettext_lazy("the name"),
    "address": gettext_lazy("the address"),
    "siren": gettext_lazy("the SIREN"),
}
DAYS = {
    "not_working_day": gettext_lazy("Nobody works on that day; the first day possible is %(day)s."),
    "too_early": gettext_lazy("The answer may take longer; the first day possible is %(day)s."),
    "window_over": gettext_lazy("Its window was over when the request came; the first day possible is %(day)s."),
}
MOST_SHOWN = 5


def in_short(code: str) -> str | Promise:
    """A check that failed, in two or three words."""
    return FAILED.get(code, code)


def evidence_in_words(code: str, evidence: Evidence) -> str:
    """What was found, as a sentence; empty when there is nothing to add to the check itself."""
    speak = SPEAKERS.get(code)
    if speak is not None:
        return speak(evidence)
    return ", ".join(f"{name}: {value}" for name, value in evidence.items() if name != "check")


def typed(evidence: Evidence) -> str:
    return _("Found by hand: %(words)s") % {"words": evidence.get("said", "")}


def not_ours(evidence: Evidence) -> str:
    if evidence.get("state") not in NumberState.values and not evidence.get("since"):
        return _("It is not in our stock.")
    if not evidence.get("since"):
        return _("In our stock: %(state)s.") % {"state": state_of(evidence)}
    words = {"operator": evidence.get("operator") or _("another operator"), "day": day_of(evidence["since"])}
    if evidence.get("contested"):
        return _("Our stock has it, but the register says %(operator)s since %(day)s: look before you answer.") % words
    return _("The register says %(operator)s since %(day)s.") % words


def inactive(evidence: Evidence) -> str:
    words = {"state": state_of(evidence), "day": day_of(evidence.get("since", ""))}
    return _("%(state)s since %(day)s.") % words if words["day"] else f"{words['state']}."


def claimable(evidence: Evidence) -> str:
    words = {"day": day_of(evidence["terminated_on"]), "until": day_of(evidence["until"])}
    return _("Terminated on %(day)s: it can be claimed until %(until)s.") % words


def without_rio(evidence: Evidence) -> str:
    if evidence.get("customer_kind") == "person":
        return _("A person's port always needs one.")
    if evidence.get("grouped"):
        return _("Mandatory for the grouped numbers of a business.")
    return _("Mandatory for the ungrouped numbers of a business.")


def wrong_rio(evidence: Evidence) -> str:
    if evidence.get("differs") == "operator":
        return _("It begins with %(code)s, which is no code of ours.") % {"code": evidence.get("operator_code", "")}
    return str(DIFFERS.get(str(evidence.get("differs")), ""))


def busy(evidence: Evidence) -> str:
    return _("Under way: %(reference)s.") % {"reference": evidence.get("reference", "")}


def incomplete(evidence: Evidence) -> str:
    lacks = [str(LACKS.get(one, one)) for one in evidence.get("lacks", [])]
    return " ".join(
        filter(None, [_("It lacks %(what)s.") % {"what": ", ".join(lacks)} if lacks else "", rest(evidence)])
    )


def rest(evidence: Evidence) -> str:
    count = evidence.get("stays")
    if not count:
        return ""
    said = ngettext(
        "%(count)d number of the customer stays with us:", "%(count)d numbers of the customer stay with us:", count
    )
    return f"{said % {'count': count}} {ranges(evidence.get('staying', []))}."


def unkept_day(evidence: Evidence) -> str:
    sentence = DAYS.get(str(evidence.get("reason")))
    return str(sentence) % {"day": day_of(evidence["earliest"])} if sentence else ""


def cut(evidence: Evidence) -> str:
    return _("Its access, and all that runs over it, is cut with the port.")


def no_rio_of_ours(evidence: Evidence) -> str:
    if evidence.get("given"):
        return _("Nobody can tell whether the RIO that came is the customer's.")
    return _("None was issued for it.")


def other_identity(evidence: Evidence) -> str:
    what = ", ".join(str(IDENTITY.get(one, one)) for one in evidence.get("differs", []))
    return _("What they wrote differs from our customer: %(what)s.") % {"what": what}


def several_customers(evidence: Evidence) -> str:
    return _("The numbers are those of %(count)d customers.") % {"count": evidence.get("customers", 0)}


def hosted(evidence: Evidence) -> str:
    return _("%(prefix)s is a prefix of %(operator)s.") % evidence


def wrong_rios(evidence: Evidence) -> str:
    return _("%(count)d wrong RIOs in %(days)d days: somebody may be guessing.") % evidence


def hit_twice(evidence: Evidence) -> str:
    words = {"requests": some(evidence.get("requests", [])), "recipients": some(evidence.get("recipients", []))}
    return _("Also asked for lately: %(requests)s (%(recipients)s).") % words


def moved_house(evidence: Evidence) -> str:
    return _("Changed on %(day)s, just before the request.") % {"day": day_of(evidence["on"])}


def at_night(evidence: Evidence) -> str:
    return _("It came at %(hour)d h.") % {"hour": evidence.get("hour", 0)}


def no_mandate(evidence: Evidence) -> str:
    return _("The recipient need not name one; it can show it on demand.")


SPEAKERS: dict[str, Callable[[Evidence], str]] = {
    "typed": typed,
    "served_by_us": not_ours,
    "active": inactive,
    "terminated_recently": claimable,
    "rio_present": without_rio,
    "rio": wrong_rio,
    "no_open_port": busy,
    "complete": incomplete,
    "date": unkept_day,
    "carries_access": cut,
    "rio_issued": no_rio_of_ours,
    "identity": other_identity,
    "one_customer": several_customers,
    "head_with_group": rest,
    "mandate_reference": no_mandate,
    "hosted_prefix": hosted,
    "recipient_wrong_rios": wrong_rios,
    "customer_hit_twice": hit_twice,
    "address_changed": moved_house,
    "outside_hours": at_night,
}


def refused_because(refusal: str, evidence: Evidence) -> tuple[str | Promise, str]:
    """The ground of a refused number, and what showed it."""
    label = Refusal(refusal).label if refusal in Refusal.values else refusal
    check, said = str(evidence.get("check", "")), str(evidence.get("said", ""))
    words = evidence_in_words(check, evidence)
    return label, words if check == "typed" or not said else f"{words} {said}"


def state_of(evidence: Evidence) -> str:
    state = str(evidence.get("state", ""))
    return str(NumberState(state).label) if state in NumberState.values else _("unknown")


def day_of(text: str) -> str:
    return in_words(date.fromisoformat(text)) if text else ""


def ranges(written: Iterable[str]) -> str:
    """`01 99 00 00 10 – 19`; an evidence keeps ranges as `0199000010-0199000019`."""
    ends = (text.partition("-") for text in written)
    return some(pretty_range(first, last or first) for first, _hyphen, last in ends)


def some(texts: Iterable[str]) -> str:
    texts = list(texts)
    more = [_("and %(count)d more") % {"count": len(texts) - MOST_SHOWN}] if len(texts) > MOST_SHOWN else []
    return ", ".join([*texts[:MOST_SHOWN], *more])


def listed(codes: Iterable[str]) -> str | Promise:
    """Checks that failed, in a few words each."""
    found: str | Promise = ""
    for code in codes:
        found = format_lazy("{}, {}", found, in_short(code)) if found else in_short(code)
    return found
