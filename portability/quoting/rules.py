"""The rules of a quote: a function a reason, named by its code; each answers facts, or None when it does not apply.

`FIRST_LOOK` stops at the first reason found: nothing more can be said of such a number. All the rules of `CLOSE_LOOK`
speak. `EXPLANATIONS` say why a portable number makes a simple or a complex port; `WHOLE` look at the demand. Reasons of
one severity are told in the order in which they stand here.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from operators.numbering import Kind, Territory
from portability.models.quote import UNKNOWN, PortKind, RioStatus
from portability.quoting.assessment import Assessment
from portability.quoting.facts import Case, NumberFacts
from portability.quoting.reasons import Found, Severity, reason

YES: dict[str, str] = {}
PORTED_TWICE = _("Ported twice: %(chain)s")
PORTED_OFTEN = ngettext_lazy("Ported %(count)d time: %(chain)s", "Ported %(count)d times: %(chain)s", "count")
IN_A_REQUEST = _("This number is already being ported by request %(reference)s.")
IN_ANOTHER_REQUEST = _("This number is being ported by a request of somebody else.")
RIO_NEEDED = _("The order will be refused without the RIO of this number.")
RIO_OPTIONAL = _("The RIO is not required yet for this customer; with it the donor answers faster.")


def when(condition: object) -> Found:
    return YES if condition else None


@reason(
    Severity.BLOCKING,
    _("Unreadable number"),
    _("This is not a telephone number that we can read."),
    fix=_("Write the ten digits, in any spelling."),
    source="décision ARCEP 2018-0881",
)
def malformed(number: NumberFacts, case: Case) -> Found:
    return when(number.entry.national is None)


@reason(
    Severity.BLOCKING,
    _("Given twice"),
    _("This number already stands higher in the list; it is counted once."),
    fix=_("Nothing to do."),
    source="Bascule",
)
def duplicate(number: NumberFacts, case: Case) -> Found:
    return when(number.repeats)


@reason(
    Severity.BLOCKING,
    _("Special number"),
    _("Special and short numbers are not ported through the fixed clearing house."),
    fix=_("Ask the operator that sells the special number."),
    source="décision ARCEP 2018-0881",
)
def not_portable_special(number: NumberFacts, case: Case) -> Found:
    return when(number.kind in (Kind.SPECIAL, Kind.SHORT))


@reason(
    Severity.BLOCKING,
    _("Mobile number"),
    _("Mobile numbers are ported by mobile operators, among themselves."),
    fix=_("Take it out of the list; the customer's mobile operator ports it with its RIO."),
    source="décision ARCEP 2012-0576",
)
def not_portable_mobile(number: NumberFacts, case: Case) -> Found:
    return when(number.kind == Kind.MOBILE)


@reason(
    Severity.BLOCKING,
    _("Number of nobody"),
    _("ARCEP has given this number to no operator: there is probably a wrong digit."),
    fix=_("Read the number again on the customer's invoice."),
    source="ARCEP, MAJNUM",
)
def unallocated(number: NumberFacts, case: Case) -> Found:
    return when(number.holding is not None and number.holding.block is None)


@reason(
    Severity.BLOCKING,
    _("Already ours"),
    _("This number already works at %(operator)s."),
    fix=_("Take it out of the list."),
    source="CPCE D406-18",
)
def already_ours(number: NumberFacts, case: Case) -> Found:
    if number.ours:
        return {"operator": case.own.name}
    return {"operator": case.recipient.name} if number.donor == case.recipient else None


@reason(
    Severity.BLOCKING,
    _("Port in progress"),
    lambda facts: IN_A_REQUEST if facts["reference"] else IN_ANOTHER_REQUEST,
    fix=_("Follow that request, or have it cancelled first."),
    source="décision ARCEP 2013-0830",
)
def open_request(number: NumberFacts, case: Case) -> Found:
    return None if number.open_request is None else {"reference": number.open_request}


@reason(
    Severity.BLOCKING,
    _("Kept with the donor"),
    _("This number is both asked for and kept with the donor."),
    fix=_("Choose one of the two lists."),
    source="décision ARCEP 2013-0830",
)
def kept_with_donor(number: NumberFacts, case: Case) -> Found:
    return when(number.national in case.kept)


@reason(
    Severity.BLOCKING,
    _("Wrong RIO"),
    _("The key of the RIO does not fit the number: one of the two has a slip."),
    fix=_("Read both again on the invoice, or call 3179 from the line."),
    source="décision ARCEP 2013-0830",
)
def rio_invalid(number: NumberFacts, case: Case) -> Found:
    return when(number.rio_status == RioStatus.INVALID)


@reason(
    Severity.BLOCKING,
    _("RIO of another operator"),
    _("The RIO was given by %(rio_operator)s, but the donor given is %(donor)s."),
    fix=_("Leave the donor empty, or ask for the RIO of the right line."),
    source="décision ARCEP 2013-0830",
)
def rio_other_operator(number: NumberFacts, case: Case) -> Found:
    holder, donor = number.rio_holder, case.given_donor
    if holder is None or donor is None or holder == donor:
        return None
    return {"rio_operator": holder.name, "donor": donor.name}


@reason(
    Severity.BLOCKING,
    _("Donor unknown"),
    _("The number is on the network of %(network)s, but we do not know which operator serves it."),
    fix=_("Give its RIO (call 3179 from the line), or the donor's name as it stands on the invoice."),
    source="CPCE D406-18",
)
def donor_unknown(number: NumberFacts, case: Case) -> Found:
    if not number.chain or number.donor is not None:
        return None
    network = number.holding.network if number.holding else None
    return {"network": network.name if network else UNKNOWN}


@reason(
    Severity.BLOCKING,
    _("Another territory"),
    lambda facts: (
        _("The number belongs to %(territory)s, the customer's address does not.")
        % {"territory": Territory(facts["territory"]).label}
    ),
    fix=_("Check the address: a number can only be kept inside its territory."),
    source="décision ARCEP 2022-1583",
)
def territory_mismatch(number: NumberFacts, case: Case) -> Found:
    block = number.holding.block if number.holding else None
    if block is None or case.territory is None or block.territory in (Territory.NATIONAL, case.territory):
        return None
    return {"territory": block.territory}


@reason(
    Severity.WARNING,
    _("RIO missing"),
    lambda facts: RIO_NEEDED if facts["required"] else RIO_OPTIONAL,
    fix=_("Call 3179 from the line: the RIO comes by voice and by text message."),
    source="décision ARCEP 2022-2148",
)
def rio_missing(number: NumberFacts, case: Case) -> Found:
    return {"required": case.rio_is_required} if number.rio_status == RioStatus.MISSING else None


@reason(
    Severity.WARNING,
    _("Unknown RIO code"),
    _("The RIO is right, but its code %(code)s belongs to no operator that we know."),
    fix=_("Import ARCEP's files again."),
    source="ARCEP, MAJRIO",
)
def rio_operator_unknown(number: NumberFacts, case: Case) -> Found:
    unknown = number.rio_status == RioStatus.VALID and number.rio_holder is None
    return {"code": number.rio_text[:2]} if unknown else None


@reason(
    Severity.WARNING,
    _("Chain incomplete"),
    _("The register of ports does not say how the number came to %(donor)s: a port is missing in it."),
    fix=_("Nothing to do: the donor confirms. The type may change with its answer."),
    source="CPCE D406-19",
)
def chain_incomplete(number: NumberFacts, case: Case) -> Found:
    return {"donor": number.donor.name} if number.chain_is_incomplete and number.donor else None


@reason(
    Severity.WARNING,
    _("No routing prefix of one's own"),
    _("%(operator)s has no routing prefix: the number would be routed under %(prefix)s, which belongs to %(holder)s."),
    fix=_("Ask ARCEP for a prefix: leaving the provider later would mean porting every number again."),
    source="ARCEP, MAJPORTA",
)
def no_own_prefix(number: NumberFacts, case: Case) -> Found:
    if case.recipient_has_prefix or case.routing is None:
        return None
    routing = case.routing
    return {"operator": case.recipient.name, "prefix": routing.prefix, "holder": routing.operator.name}


def chain_in_words(number: NumberFacts) -> str:
    return " → ".join(number.holder_names)


def is_complex(number: NumberFacts, case: Case) -> bool:
    return number.past_ports >= case.settings["complex_from_ports"]


@reason(
    Severity.EXPLANATION,
    _("Ported several times"),
    lambda facts: PORTED_TWICE if facts["count"] == 2 else PORTED_OFTEN,
    fix=_("The chain has to be walked back to the range holder: allow more time."),
    source="Bascule, complex_from_ports",
)
def ported_several_times(number: NumberFacts, case: Case) -> Found:
    if not is_complex(number, case):
        return None
    return {"count": number.past_ports, "chain": chain_in_words(number)}


@reason(
    Severity.EXPLANATION,
    _("Many numbers"),
    _("A request of %(limit)d numbers or more is complex."),
    source="Bascule, complex_from_numbers",
)
def many_numbers(whole: Assessment) -> Found:
    limit = whole.case.settings["complex_from_numbers"]
    large = limit and any(len(request.numbers) >= limit for request in whole.requests)
    return {"limit": limit} if large else None


@reason(
    Severity.EXPLANATION,
    _("Several donors"),
    _("The numbers are with %(count)d donors (%(donors)s): one request each."),
    source="décision ARCEP 2013-0830",
)
def several_donors(whole: Assessment) -> Found:
    names = [request.donor.name for request in whole.requests]
    return {"count": len(names), "donors": ", ".join(names)} if len(names) > 1 else None


@reason(
    Severity.EXPLANATION,
    _("Comes back to its range holder"),
    _("The number comes back to %(operator)s, its range holder."),
    source="CPCE D406-18",
)
def port_back(number: NumberFacts, case: Case) -> Found:
    is_back = number.port_kind == PortKind.PORT_BACK
    return {"operator": case.recipient.name} if is_back else None


@reason(
    Severity.EXPLANATION,
    _("Ported before"),
    ngettext_lazy(
        "Ported once: %(chain)s. The range holder is told too.",
        "Ported %(count)d times: %(chain)s. The range holder is told too.",
        "count",
    ),
    source="CPCE D406-19",
)
def ported_before(number: NumberFacts, case: Case) -> Found:
    if number.past_ports == 0 or is_complex(number, case) or number.port_kind == PortKind.PORT_BACK:
        return None
    return {"count": number.past_ports, "chain": chain_in_words(number)}


@reason(
    Severity.EXPLANATION,
    _("Never ported"),
    _("%(donor)s, the range holder, still serves it."),
    source="CPCE D406-18",
)
def first_port(number: NumberFacts, case: Case) -> Found:
    is_first = number.past_ports == 0 and number.port_kind == PortKind.FIRST
    return {"donor": number.donor.name} if is_first and number.donor else None


@reason(
    Severity.WARNING,
    _("Keeping some numbers is not a right here"),
    _("Keeping some numbers with the donor is a right of businesses from %(limit)d numbers on: the donor may refuse."),
    fix=_("Port all the numbers, or ask the donor first."),
    source="décision ARCEP 2013-0830",
)
def partial_not_a_right(whole: Assessment) -> Found:
    case, limit = whole.case, whole.case.settings["partial_from_numbers"]
    count = len(whole.portable) + len(case.kept)
    entitled = case.is_business and count >= limit
    return {"limit": limit} if case.kept and not entitled else None


@reason(
    Severity.WARNING,
    _("No price"),
    _("No price list is in force today for %(partner)s: nothing can be offered."),
    fix=_("A supervisor adds a price list in the administration."),
    source="Bascule, price lists",
)
def no_price_list(whole: Assessment) -> Found:
    return {"partner": whole.case.recipient.name} if whole.portable and whole.case.price_list is None else None


FIRST_LOOK = (malformed, duplicate, not_portable_special, not_portable_mobile, unallocated)
CLOSE_LOOK = (
    already_ours,
    open_request,
    kept_with_donor,
    rio_invalid,
    rio_other_operator,
    donor_unknown,
    territory_mismatch,
    rio_missing,
    rio_operator_unknown,
    chain_incomplete,
    no_own_prefix,
)
EXPLANATIONS = (ported_several_times, port_back, ported_before, first_port)
WHOLE = (many_numbers, several_donors, partial_not_a_right, no_price_list)
