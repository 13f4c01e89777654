"""Lines, orders and what they stand on, valid by default."""

from datetime import timedelta

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory

from activation.models import (
    Allocation,
    Call,
    Dslam,
    Exchange,
    FailureReason,
    Family,
    IncumbentCode,
    Lease,
    Offer,
    OrderState,
    Outcome,
    Parcel,
    Pool,
    Position,
    Service,
    Shipment,
    Strip,
    Subscription,
    SubscriptionComment,
    SubscriptionState,
    Takeover,
    TakeoverSide,
    UnbundlingOrder,
)
from tests.factories import CustomerFactory


class OfferFactory(DjangoModelFactory):
    """Internet and telephone on a copper line that is wholly ours; `television` adds the pictures."""

    class Meta:
        model = Offer

    class Params:
        partial = Trait(unbundling="partial")
        television = Trait(tv=True, tv_package="essential")
        fibre = Trait(technology="fibre")

    code = Sequence(lambda n: f"offer-{n}")
    name_fr = LazyAttribute(lambda offer: f"Offre {offer.code}")
    name_en = LazyAttribute(lambda offer: f"Offer {offer.code}")


class ExchangeFactory(DjangoModelFactory):
    class Meta:
        model = Exchange

    code = Sequence(lambda n: f"FIC{n:02}")
    name = LazyAttribute(lambda exchange: f"Central {exchange.code}")


class DslamFactory(DjangoModelFactory):
    class Meta:
        model = Dslam

    exchange = SubFactory(ExchangeFactory)
    name = Sequence(lambda n: f"dslam-{n}")


class StripFactory(DjangoModelFactory):
    """A strip whose positions are still to be made."""

    class Meta:
        model = Strip

    dslam = SubFactory(DslamFactory)
    code = Sequence(lambda n: f"R{n:03}")
    size = 8


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = Position

    strip = SubFactory(StripFactory)
    number = Sequence(lambda n: n + 1)


class SubscriptionFactory(DjangoModelFactory):
    """A prospect; `ordered`, `waiting`, `active`, `cancelled` are later in life."""

    class Meta:
        model = Subscription

    class Params:
        ordered = Trait(state=SubscriptionState.ORDERED, ordered_at=LazyFunction(timezone.now))
        waiting = Trait(
            state=SubscriptionState.WAITING_FOR_CUSTOMER,
            ordered_at=LazyFunction(timezone.now),
            waits_for="address_mismatch",
        )
        active = Trait(
            state=SubscriptionState.ACTIVE,
            ordered_at=LazyFunction(timezone.now),
            activated_at=LazyFunction(timezone.now),
        )
        cancelled = Trait(state=SubscriptionState.CANCELLED, ended_on=LazyFunction(timezone.localdate))

    reference = Sequence(lambda n: f"SU-2020-{n:06}")
    customer = SubFactory(CustomerFactory)
    partner = SelfAttribute("customer.partner")
    offer = SubFactory(OfferFactory)
    exchange = SubFactory(ExchangeFactory)
    line_number = Sequence(lambda n: f"019900{n % 10_000:04}")
    subscribed_on = LazyFunction(timezone.localdate)
    created_at = updated_at = state_since = LazyFunction(timezone.now)


class UnbundlingOrderFactory(DjangoModelFactory):
    """An order that is held; `sent`, `acknowledged`, `in_error`, `failed` and `done` are later in life."""

    class Meta:
        model = UnbundlingOrder

    class Params:
        due = Trait(state=OrderState.DUE)
        sent = Trait(state=OrderState.SENT, sent_on=LazyFunction(timezone.localdate))
        acknowledged = Trait(sent=True, state=OrderState.ACKNOWLEDGED, acknowledged_on=SelfAttribute("sent_on"))
        in_error = Trait(sent=True, state=OrderState.ACKNOWLEDGED_IN_ERROR, failure_code="address_mismatch")
        failed = Trait(sent=True, state=OrderState.FAILED, failure_code="held_by_another")
        done = Trait(acknowledged=True, state=OrderState.DONE, done_on=SelfAttribute("sent_on"))

    reference = Sequence(lambda n: f"UO-2020-{n:06}")
    subscription = SubFactory(SubscriptionFactory, ordered=True)
    partner = SelfAttribute("subscription.partner")
    exchange = SelfAttribute("subscription.exchange")
    line_number = SelfAttribute("subscription.line_number")
    technology = SelfAttribute("subscription.offer.technology")
    unbundling = SelfAttribute("subscription.offer.unbundling")
    due_on = LazyFunction(timezone.localdate)
    created_at = updated_at = state_since = LazyFunction(timezone.now)


class AllocationFactory(DjangoModelFactory):
    """A resource that is still to be allocated."""

    class Meta:
        model = Allocation

    subscription = SubFactory(SubscriptionFactory, active=True)
    kind = Service.DHCP
    created_at = status_since = LazyFunction(timezone.now)


class PoolFactory(DjangoModelFactory):
    """A hundred identifiers."""

    class Meta:
        model = Pool

    kind = Service.DHCP
    name = Sequence(lambda n: f"pool {n}")
    first = Sequence(lambda n: 1_000 * (n + 1))
    last = LazyAttribute(lambda pool: pool.first + 99)


class LeaseFactory(DjangoModelFactory):
    """An identifier of a pool that a line uses."""

    class Meta:
        model = Lease

    allocation = SubFactory(AllocationFactory)
    pool = SubFactory(PoolFactory, kind=SelfAttribute("..allocation.kind"))
    kind = SelfAttribute("allocation.kind")
    value = Sequence(lambda n: 1_000_000 + n)


class ShipmentFactory(DjangoModelFactory):
    class Meta:
        model = Shipment

    subscription = SubFactory(SubscriptionFactory)
    kind = Parcel.MODEM
    planned_on = LazyFunction(timezone.localdate)
    expected_on = LazyAttribute(lambda shipment: shipment.planned_on + timedelta(days=3))


class FailureReasonFactory(DjangoModelFactory):
    """A reason that the incumbent may have beside those that the product starts with."""

    class Meta:
        model = FailureReason

    code = Sequence(lambda n: f"failure_{n}")
    family = Family.CUSTOMER
    label_fr, label_en = "Gardien absent", "The caretaker is away"
    meaning_fr, meaning_en = "Personne n'ouvre.", "Nobody opens."
    script_fr, script_en = "Qui peut ouvrir ?", "Who can open?"


class IncumbentCodeFactory(DjangoModelFactory):
    class Meta:
        model = IncumbentCode

    their_code = Sequence(lambda n: f"E-{n}")
    reason = SubFactory(FailureReasonFactory)


class TakeoverFactory(DjangoModelFactory):
    class Meta:
        model = Takeover

    reference = Sequence(lambda n: f"WT-2020-{n:06}")
    side = TakeoverSide.TAKEN_FROM_US
    subscription = SubFactory(SubscriptionFactory, active=True)
    partner = SelfAttribute("subscription.partner")
    line_number = SelfAttribute("subscription.line_number")
    opened_on = LazyFunction(timezone.localdate)
    created_at = updated_at = state_since = LazyFunction(timezone.now)


class CallFactory(DjangoModelFactory):
    class Meta:
        model = Call

    subscription = SubFactory(SubscriptionFactory, waiting=True)
    by = "agent"
    at = LazyFunction(timezone.now)
    outcome = Outcome.NO_ANSWER


class SubscriptionCommentFactory(DjangoModelFactory):
    class Meta:
        model = SubscriptionComment

    subscription = SubFactory(SubscriptionFactory)
    by = "agent"
    at = LazyFunction(timezone.now)
    text = "The customer will call back."
