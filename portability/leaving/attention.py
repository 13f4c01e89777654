"""The checks that ask for a human's attention: fraud, mistakes, and what will be cut. None is ever a ground."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bascule.workdays import WorkingDay, is_working_day
from portability.leaving.facts import Line, Whole, runs
from portability.leaving.findings import PASSED, Found, failed, signal
from portability.leaving.identity import differences

SHOWN = 20


@signal(_("The number carries no access"), whole=False)
def carries_access(line: Line) -> Found:
    """Its access, and all that runs over it, is cut with the port."""
    if line.owned is None:
        return None
    return failed(cut="access") if line.owned.carries_access else PASSED


@signal(_("We have issued a RIO for the number"), whole=False)
def rio_issued(line: Line) -> Found:
    """Without it nobody can tell whether the RIO that came is the customer's."""
    if line.owned is None:
        return None
    return PASSED if line.owned.rio else failed(given=bool(line.rio))


@signal(_("The customer is the one that we know"))
def identity(whole: Whole) -> Found:
    if not whole.customers or not whole.port_out.asked:
        return None
    differs = min((differences(whole.port_out.asked, customer) for customer in whole.customers), key=len)
    return failed(differs=differs) if differs else PASSED


@signal(_("All numbers are one customer's"))
def one_customer(whole: Whole) -> Found:
    if not whole.customers:
        return None
    return PASSED if len(whole.customers) == 1 else failed(customers=len(whole.customers))


@signal(_("The main number leaves with its group"))
def head_with_group(whole: Whole) -> Found:
    """A main number that leaves alone may leave the rest of its group without a head."""
    head = whole.port_out.main_number
    if not head:
        return None
    if head in {line.national for line in whole.lines} and whole.stays:
        return failed(stays=len(whole.stays), staying=runs(whole.stays))
    return PASSED


@signal(_("The mandate is named"))
def mandate_reference(whole: Whole) -> Found:
    return PASSED if whole.port_out.mandate_reference else failed()


@signal(_("The prefix is the recipient's own"))
def hosted_prefix(whole: Whole) -> Found:
    port_out = whole.port_out
    if not whole.prefix_owner or whole.prefix_owner_id == port_out.partner_id:
        return PASSED
    return failed(prefix=port_out.routing_prefix, operator=whole.prefix_owner)


@signal(_("The recipient gives right RIOs"), fraud=True)
def recipient_wrong_rios(whole: Whole) -> Found:
    """Somebody who guesses RIOs gives many wrong ones."""
    most = whole.settings["wrong_rios"]
    if whole.wrong_rios < most:
        return PASSED
    return failed(count=whole.wrong_rios, days=whole.settings["fraud_days"])


@signal(_("Nobody else asked for this customer's numbers lately"), fraud=True)
def customer_hit_twice(whole: Whole) -> Found:
    """What the same recipient asks again after a refusal, or for other numbers, is its daily work."""
    others = [one for one in whole.earlier if one.partner_id != whole.port_out.partner_id]
    if not others:
        return PASSED
    return failed(
        requests=sorted({one.reference for one in others})[:SHOWN], recipients=sorted({one.recipient for one in others})
    )


@signal(_("The customer's address has not changed lately"), fraud=True)
def address_changed(whole: Whole) -> Found:
    if not whole.customers:
        return None
    since = whole.port_out.received_at - timedelta(days=whole.settings["fraud_days"])
    changes = [one.address_changed_at for one in whole.customers if one.address_changed_at]
    recent = [moment for moment in changes if since <= moment <= whole.port_out.received_at]
    return failed(on=timezone.localdate(max(recent)).isoformat()) if recent else PASSED


@signal(_("It came during working hours"), fraud=True)
def outside_hours(whole: Whole) -> Found:
    """Fraud likes the night and the week-end, when nobody would see it."""
    at = timezone.localtime(whole.port_out.received_at)
    opens, closes = time(whole.settings["desk_opens"]), whole.settings["desk_closes"]
    at_work = is_working_day(at.date(), WorkingDay.OUVRABLE, whole.port_out.area)
    if at_work and opens <= at.time() and at.hour < closes:
        return PASSED
    return failed(hour=at.hour, weekday=at.isoweekday())
