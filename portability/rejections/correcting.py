"""A rejected request is corrected and sent again: only what its reason lets correct, checked as an order is."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import Actor, perform
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from bascule.workdays import area_of_postal_code
from operators.models import Customer, Operator
from operators.numbering import as_ranges, pretty_range, to_e164
from portability.conduct import comment
from portability.deadlines import Window, earliest_date
from portability.makeup import make_of
from portability.models import PortIn, PortInNumber, RejectionReason
from portability.models.port_in_conditions import may_correct
from portability.models.port_in_state import PortInState
from portability.models.rejection import Correctable
from portability.ordering import check_date, check_mandate_age, check_prefix, checked_rios, rio_missing
from portability.quoting.facts import needs_rio
from portability.quoting.record import CUSTOMER_FIELDS, keep_customer
from portability.rejections.reasons import reason_of

ADDRESS = ("line1", "line2", "postal_code", "city")
FIELD_OF = {"name": "customer_name", "siret": "siret", "siren": "siret"} | {
    name: f"{Correctable.ADDRESS.value}.{name}" for name in ADDRESS
}
"""Which field of a correction each column of a customer comes from."""


@dataclass(slots=True)
class Correction:
    """What is changed so far; `rios` and `kept` are those of the request as it will be sent."""

    port_in: PortIn
    now: datetime
    settings: Mapping[str, int]
    rios: dict[str, str]
    names: set[str] = field(default_factory=set)
    columns: dict[str, Any] = field(default_factory=dict)
    customer: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    new_rios: dict[str, str] = field(default_factory=dict)
    day: date | None = None

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def postal_code(self) -> str:
        return self.customer.get("postal_code", self.port_in.customer.postal_code)

    @property
    def earliest(self) -> date:
        return earliest_date(self.port_in.customer_kind, self.postal_code, self.now, self.settings)

    def value(self, column: str) -> Any:
        return self.columns.get(column, getattr(self.port_in, column))

    def put(self, name: str, column: str, value: Any) -> None:
        if value != getattr(self.port_in, column):
            self.columns[column] = value
            self.names.add(name)


@transaction.atomic
def correct(port_in: PortIn, fields: Mapping[str, Any], *, by: Actor, now: datetime) -> PortIn:
    """Change what the rejection lets change and order the request again; it leaves with the next window.

    `fields` are named as in `Correctable`: `rios` by national number ("" takes one away), `numbers` those that stay.
    A planned day that can no longer be met gives way to the first possible one. Raises RuleRefused with its field
    (`fields.rios.0199000001`), TransitionNotAllowed when it is not rejected (any more), or PermissionDenied; then
    nothing is written.
    """
    held = held_rejected(port_in, by)
    reason = reason_of(held)
    assert reason is not None  # noqa: S101  (it is rejected)
    numbers = dict(held.numbers.values_list("national", "rio"))
    correction = Correction(held, now, DatedSetting.on(timezone.localdate(now)), numbers)
    with inside("fields"):
        check_names(fields, correctable_of(held, reason, now, correction.settings))
        for name, take in TAKE.items():
            if name in fields:
                take(correction, fields[name])
        check_whole(correction, reason)
        put_off(correction)
        keep_changes(correction)
    say_what_left(correction, by)
    facts: dict[str, Any] = {"scheduled_on": correction.day} if correction.day else {}
    names = sorted(correction.names)
    return perform(held, "correct", by=by, now=now, private={"changes": correction.columns}, fields=names, **facts)


def held_rejected(port_in: PortIn, by: Actor) -> PortIn:
    """The request as it is stored, locked."""
    rows = PortIn.objects.select_for_update(of=("self",)).select_related("customer", "partner", "donor", "quote")
    held = rows.get(pk=port_in.pk)
    if held.state != PortInState.REJECTED:
        raise TransitionNotAllowed(f"{held} is {held.state}", object=held)
    if not may_correct(held, by):
        raise PermissionDenied(_("You may not do this."))
    return held


def correctable_of(port_in: PortIn, reason: RejectionReason, now: datetime, settings: Mapping[str, int]) -> list[str]:
    """The fields of its reason; the main number where numbers may go; the day when it can no longer be met."""
    names = dict.fromkeys(reason.correctable_fields)
    if Correctable.NUMBERS in names and port_in.main_number:
        names[Correctable.MAIN_NUMBER.value] = None
    if is_out_of_reach(port_in, now, settings):
        names |= dict.fromkeys([Correctable.DATE.value, Correctable.WINDOW.value])
    return list(names)


def is_out_of_reach(port_in: PortIn, now: datetime, settings: Mapping[str, int]) -> bool:
    planned = port_in.scheduled_on
    return planned is None or planned < earliest_again(port_in, now, settings)


def earliest_again(port_in: PortIn, now: datetime, settings: Mapping[str, int]) -> date:
    """The first day possible now: a request that is sent again needs the same lead time as a new one."""
    return earliest_date(port_in.customer_kind, port_in.customer.postal_code, now, settings)


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Refusals speak of the fields of this one."""
    try:
        yield
    except RuleRefused as refused:
        refused.field = f"{name}.{refused.field}" if refused.field else name
        raise


def check_names(fields: Mapping[str, Any], allowed: list[str]) -> None:
    for name in fields:
        if name not in allowed:
            sentence = _("This rejection does not let this field be corrected.")
            raise RuleRefused("field_not_correctable", sentence, field=name, correctable_fields=allowed)


def take_numbers(correction: Correction, staying: list[str]) -> None:
    """Numbers can only leave; whoever wants others asks for a new quote."""
    if strangers := [number for number in staying if number not in correction.rios]:
        sentence = _("%(number)s is not in this request: numbers can only be taken out.")
        words = sentence % {"number": pretty_range(strangers[0], strangers[0])}
        raise RuleRefused("unknown_number", words, field="numbers")
    if not staying:
        raise RuleRefused("numbers_missing", _("At least one number stays: else cancel the request."), field="numbers")
    correction.removed = [number for number in correction.rios if number not in set(staying)]
    if correction.removed:
        correction.rios = {number: correction.rios[number] for number in correction.rios if number in set(staying)}
        correction.names.add("numbers")


def take_rios(correction: Correction, rios: Mapping[str, str]) -> None:
    """A RIO of a number that leaves with the same correction is no matter any more."""
    gone = set(correction.removed)
    said = {number: text.strip() for number, text in rios.items() if number not in gone}
    given = {number: text for number, text in said.items() if text and text != correction.rios.get(number)}
    donors = dict.fromkeys(correction.rios, correction.port_in.donor.code)
    checked = checked_rios(given, donors, correction.today)
    emptied = {number: "" for number, text in said.items() if not text and correction.rios.get(number)}
    new = {number: text for number, text in checked.items() if text != correction.rios[number]} | emptied
    if new:
        correction.new_rios = new
        correction.rios |= new
        correction.names.add("rios")


def take_kept(correction: Correction, kept: list[str]) -> None:
    if both := sorted(set(kept) & set(correction.rios)):
        sentence = _("%(number)s is to be ported: it cannot stay with the donor too.")
        words = sentence % {"number": pretty_range(both[0], both[0])}
        raise RuleRefused("kept_and_ported", words, field="keep_with_donor")
    correction.put("keep_with_donor", "keep_with_donor", sorted(set(kept)))


def take_date(correction: Correction, day: date) -> None:
    area = area_of_postal_code(correction.postal_code)
    check_date(day, correction.earliest, area, correction.settings, today=correction.today)
    if day != correction.port_in.scheduled_on:
        correction.day = day
        correction.names.add("date")


def take_window(correction: Correction, window: str) -> None:
    if window not in Window.values:
        raise RuleRefused("window_unknown", _("Say morning or afternoon."), field="window")
    correction.put("window", "window", window)


def take_mandate_date(correction: Correction, signed_on: date) -> None:
    check_mandate_age(signed_on, correction.today, correction.settings, field="mandate_signed_on")
    correction.put("mandate_signed_on", "mandate_signed_on", signed_on)


def take_prefix(correction: Correction, prefix: str) -> None:
    if prefix != correction.port_in.routing_prefix:
        check_prefix(prefix, [Operator.objects.own().pk, correction.port_in.partner_id], correction.today)
        correction.put("routing_prefix", "routing_prefix", prefix)


def take_customer(correction: Correction, name: str, said: Mapping[str, str]) -> None:
    customer = correction.port_in.customer
    changed = {column: value for column, value in said.items() if value != getattr(customer, column)}
    if changed:
        correction.customer |= changed
        correction.names.add(name)


def take_siret(correction: Correction, siret: str) -> None:
    take_customer(correction, "siret", {"siret": "".join(siret.split())})


def column(name: str) -> Callable[[Correction, Any], None]:
    """A field that needs no other check than that of its form or serializer."""
    return lambda correction, value: correction.put(name, name, value)


TAKE: dict[str, Callable[[Correction, Any], None]] = {
    Correctable.NUMBERS: take_numbers,
    Correctable.RIOS: take_rios,
    Correctable.MAIN_NUMBER: column("main_number"),
    Correctable.KEEP_WITH_DONOR: take_kept,
    Correctable.CUSTOMER_NAME: lambda correction, name: take_customer(correction, "customer_name", {"name": name}),
    Correctable.SIRET: take_siret,
    Correctable.ADDRESS: lambda correction, address: take_customer(correction, "address", address),
    Correctable.DATE: take_date,
    Correctable.WINDOW: take_window,
    Correctable.MANDATE_SIGNED_ON: take_mandate_date,
    Correctable.MANDATE_REFERENCE: column("mandate_reference"),
    Correctable.ROUTING_PREFIX: take_prefix,
}
"""How each field is taken, in the order of their dependence: days on the address, RIOs on the numbers."""


def check_whole(correction: Correction, reason: RejectionReason) -> None:
    """What holds for the request as a whole, once every field is taken."""
    main = correction.value("main_number")
    if main in correction.removed:
        raise RuleRefused("main_number_removed", _("The main number leaves: name another one."), field="main_number")
    emptied = [number for number, text in correction.new_rios.items() if not text]
    is_grouped = bool(main) and len(correction.rios) >= 2
    if emptied and needs_rio(correction.port_in.customer_kind, is_grouped, correction.settings):
        territory = correction.port_in.customer.territory
        raise rio_missing([to_e164(number, territory) for number in emptied])
    if reason.needs_a_change and not correction.names & set(reason.correctable_fields):
        raise RuleRefused("nothing_corrected", _("Nothing is changed: the same request would be rejected again."))


def put_off(correction: Correction) -> None:
    """A day that can no longer be met gives way to the first possible one."""
    planned = correction.day or correction.port_in.scheduled_on
    if planned is None or planned < correction.earliest:
        correction.day = correction.earliest


def keep_changes(correction: Correction) -> None:
    """Write what does not stand in the request's own row; that one is the door's."""
    if correction.customer:
        correction.columns["customer_id"] = corrected_customer(correction).pk
        correction.columns["area"] = area_of_postal_code(correction.postal_code)
    rows = PortInNumber.objects.filter(port_in=correction.port_in)
    if correction.removed:
        rows.filter(national__among=correction.removed).delete()
        correction.columns |= make_of(correction.port_in, correction.rios)
    if correction.new_rios:
        changed = list(rows.filter(national__among=list(correction.new_rios)))
        for row in changed:
            row.rio = correction.new_rios[row.national]
        PortInNumber.objects.bulk_update(changed, ["rio"])


def corrected_customer(correction: Correction) -> Customer:
    """Another customer than before, for the old one may have other requests and its quote."""
    before = correction.port_in.customer
    fields = {name: getattr(before, name) for name in CUSTOMER_FIELDS} | correction.customer
    if correction.customer.get("siret"):
        fields["siren"] = ""  # that of the new SIRET
    customer = Customer(partner=before.partner, **fields)
    try:
        customer.clean()
        kept = keep_customer(customer)
    except ValidationError as error:
        name, [first, *_others] = next(iter(error.error_dict.items()))
        message = first.messages[0]
        raise RuleRefused(first.code or "invalid", message, field=FIELD_OF.get(name, name)) from error
    kept.learn_from(before)
    return kept


def say_what_left(correction: Correction, by: Actor) -> None:
    """The history holds no number; a comment does, and can be purged."""
    if correction.removed:
        ranges = ", ".join(pretty_range(first, last) for first, last in as_ranges(correction.removed))
        words = _("Taken out of the request: %(numbers)s.") % {"numbers": ranges}
        comment(correction.port_in, words, by=by, now=correction.now, internal=False)
