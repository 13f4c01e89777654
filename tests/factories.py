"""Records valid by default: a test names only what it is about."""

from datetime import UTC, date, timedelta
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone
from factory import (
    LazyAttribute,
    LazyFunction,
    SelfAttribute,
    Sequence,
    SubFactory,
    Trait,
    post_generation,
)
from factory.django import DjangoModelFactory, Password
from rest_framework.test import APIClient

from operators.models import (
    ApiKey,
    Customer,
    ExchangeFile,
    FileState,
    Message,
    MessageStatus,
    NumberRange,
    Operator,
    RioCode,
    RoutingPrefix,
    Scope,
    Way,
)
from operators.numbering import Territory
from portability.models import (
    Comment,
    CounterpartReason,
    Document,
    DocumentKind,
    Inventory,
    LegalGround,
    Number,
    Port,
    PortIn,
    PortInNumber,
    PriceList,
    PriceTier,
    Quote,
    QuoteLine,
    QuoteRequest,
    RejectionReason,
)
from portability.models.number import NumberState, PortSource
from portability.models.port_in_state import PortInState
from portability.models.quote import PortKind, PortType, QuoteState, RioStatus

LONG_AGO = date(2010, 1, 4)


class UserFactory(DjangoModelFactory):
    """A person who may do nothing yet; `UserFactory(groups=["agent"])` gives a porting agent."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = Sequence(lambda n: f"user{n}")
    first_name = "Camille"
    last_name = Sequence(lambda n: f"Dupont-{n}")
    password = Password("a long password for tests")

    @post_generation
    def permissions(self: User, create: bool, names: list[str] | None, **kwargs: Any) -> None:
        """`UserFactory(permissions=["portability.view_quote"])`"""
        for name in names or []:
            app, codename = name.split(".")
            self.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))

    @post_generation
    def groups(self: User, create: bool, names: list[str] | None, **kwargs: Any) -> None:
        for name in names or []:
            self.groups.add(Group.objects.get(name=name))


class OperatorFactory(DjangoModelFactory):
    class Meta:
        model = Operator
        django_get_or_create = ["code"]

    class Params:
        own = Trait(code=settings.OWN_OPERATOR, name="Bascule Télécom")

    code = Sequence(lambda n: f"OP{n:04}")
    name = LazyAttribute(lambda operator: f"Operator {operator.code}")


class ApiKeyFactory(DjangoModelFactory):
    """A key with every scope, and its `secret`, which only a key that was just made still knows."""

    class Meta:
        model = ApiKey

    class Params:
        own = Trait(operator=SubFactory(OperatorFactory, own=True))

    operator = SubFactory(OperatorFactory)
    name = Sequence(lambda n: f"key {n}")
    scopes = LazyFunction(lambda: list(Scope.values))

    @classmethod
    def _create(cls, model_class: type[ApiKey], *args: Any, **fields: Any) -> ApiKey:
        key, secret = ApiKey.objects.issue(**fields)
        key.secret = secret
        return key


def client_of(key: ApiKey, **headers: str) -> APIClient:
    """A partner's program: it calls the API with this key."""
    client = APIClient(headers=headers)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key.secret}")
    return client


class RioCodeFactory(DjangoModelFactory):
    class Meta:
        model = RioCode

    code = Sequence(lambda n: f"{ascii_uppercase[n // 10 % 26]}{n % 10}")
    operator = SubFactory(OperatorFactory)
    assigned_on = LONG_AGO


class RoutingPrefixFactory(DjangoModelFactory):
    class Meta:
        model = RoutingPrefix

    prefix = Sequence(lambda n: f"{20_100 + n:06}")
    operator = SubFactory(OperatorFactory)
    assigned_on = LONG_AGO


class NumberRangeFactory(DjangoModelFactory):
    """All the fiction numbers of Paris, unless a test says otherwise."""

    class Meta:
        model = NumberRange

    first = "0199000000"
    last = LazyAttribute(lambda block: block.first[:-4] + "9999")
    holder = SubFactory(OperatorFactory)
    territory = Territory.METROPOLE
    assigned_on = LONG_AGO


class CustomerFactory(DjangoModelFactory):
    class Meta:
        model = Customer

    partner = SubFactory(OperatorFactory, own=True)
    name = Sequence(lambda n: f"Atelier {n}")
    line1 = "12 rue des Lilas"
    postal_code = "75011"
    city = "Paris"


class NumberFactory(DjangoModelFactory):
    """A number of ours that works for a customer."""

    class Meta:
        model = Number

    national = Sequence(lambda n: f"019900{n:04}")
    state = NumberState.ACTIVE
    customer = SubFactory(CustomerFactory)
    created_at = updated_at = state_since = LazyFunction(timezone.now)


class PortFactory(DjangoModelFactory):
    """A row of the register of ports, under a prefix of the operator that got the number."""

    class Meta:
        model = Port

    number = "0199000001"
    operator = SubFactory(OperatorFactory)
    routing_prefix = SubFactory(RoutingPrefixFactory, operator=SelfAttribute("..operator"))
    since = date(2020, 3, 2)
    source = PortSource.ANNOUNCEMENT

    class Params:
        network_only = Trait(operator=None, routing_prefix=SubFactory(RoutingPrefixFactory))


class PriceTierFactory(DjangoModelFactory):
    class Meta:
        model = PriceTier

    price_list = SubFactory("tests.factories.PriceListFactory", tiers={})
    from_number = 1
    unit = Decimal("1.00")


class PriceListFactory(DjangoModelFactory):
    """The default list: 15 € a simple request, 60 € a complex one, 2 € a number and 1 € from the tenth on."""

    class Meta:
        model = PriceList
        skip_postgeneration_save = True

    name = "Default"
    starts_on = LONG_AGO
    vat_rate = Decimal("20.00")
    request_simple = Decimal("15.00")
    request_complex = Decimal("60.00")
    live_cutover = Decimal("40.00")
    express = Decimal("80.00")
    off_hours = Decimal("120.00")
    inventory = Decimal("25.00")

    @post_generation
    def tiers(self: PriceList, create: bool, tiers: dict[int, str] | None, **kwargs: Any) -> None:
        """`PriceListFactory(tiers={1: "2.00", 10: "1.00"})`"""
        steps = {1: "2.00", 10: "1.00"} if tiers is None else tiers
        for start, unit in steps.items():
            PriceTierFactory(price_list=self, from_number=start, unit=Decimal(unit))


class QuoteFactory(DjangoModelFactory):
    """An empty draft; `offered`, `awaiting` and `declined` are the situations that a list shows."""

    class Meta:
        model = Quote

    class Params:
        priced = Trait(type=PortType.SIMPLE, price=Decimal("17.00"), vat=Decimal("3.40"))
        offered = Trait(priced=True, state=QuoteState.OFFERED)
        declined = Trait(priced=True, state=QuoteState.DECLINED)
        awaiting = Trait(state=QuoteState.AWAITING_INVENTORY, inventory=True)

    reference = Sequence(lambda n: f"Q-2020-{n:06}")
    customer = SubFactory(CustomerFactory)
    partner = SelfAttribute("customer.partner")
    created_at = LazyFunction(timezone.now)
    updated_at = state_since = SelfAttribute("created_at")
    expires_at = LazyAttribute(lambda quote: quote.created_at + timedelta(days=30))
    due_at = LazyAttribute(lambda quote: quote.expires_at if quote.state in QuoteState.open() else None)


class QuoteLineFactory(DjangoModelFactory):
    """A portable number of a quote, held by the operator of its range."""

    class Meta:
        model = QuoteLine

    quote = SubFactory(QuoteFactory)
    position = Sequence(int)
    number = Sequence(lambda n: f"019900{n:04}")
    input = SelfAttribute("number")
    e164 = LazyAttribute(lambda line: f"+33{line.number[1:]}")
    portable = True
    holders = "FRTE"
    kind = PortKind.FIRST
    rio_status = RioStatus.VALID


class QuoteRequestFactory(DjangoModelFactory):
    class Meta:
        model = QuoteRequest

    quote = SubFactory(QuoteFactory)
    donor = SubFactory(OperatorFactory)
    kind = PortKind.FIRST
    type = PortType.SIMPLE
    count = 1


class PortInFactory(DjangoModelFactory):
    """A request of one number under way; `completed` is one that a donor brought to an end."""

    class Meta:
        model = PortIn

    class Params:
        completed = Trait(
            state=PortInState.COMPLETED,
            ported_on=LazyAttribute(lambda port: port.ordered_on + timedelta(days=12)),
        )

    reference = Sequence(lambda n: f"PI-2020-{n:06}")
    customer = SubFactory(CustomerFactory)
    partner = SelfAttribute("customer.partner")
    donor = SubFactory(OperatorFactory)
    ordered_on = LazyFunction(timezone.localdate)
    created_at = updated_at = state_since = LazyFunction(timezone.now)


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    port_in = SubFactory(PortInFactory)
    by = "agent"
    at = LazyFunction(timezone.now)
    text = "The customer will call back."


class DocumentFactory(DjangoModelFactory):
    """The row of a paper; its file is not there."""

    class Meta:
        model = Document

    port_in = SubFactory(PortInFactory)
    kind = DocumentKind.BILL
    name = "bill.pdf"
    media_type = "application/pdf"
    size = 4_096
    digest = Sequence(lambda n: f"{n:064x}")
    file = Sequence(lambda n: f"2026/11/{n:032x}")
    by = "agent"
    at = LazyFunction(timezone.now)


class RejectionReasonFactory(DjangoModelFactory):
    """A reason that a donor may have beside those that the product starts with."""

    class Meta:
        model = RejectionReason

    code = Sequence(lambda n: f"reason_{n}")
    label_fr, label_en = "Bail en cours", "Lease"
    meaning_fr, meaning_en = "Le numéro est loué.", "The number is on lease."
    fix_fr, fix_en = "Attendre la fin du bail.", "Wait for the end of the lease."
    legal_ground = LegalGround.NONE


class CounterpartReasonFactory(DjangoModelFactory):
    class Meta:
        model = CounterpartReason

    counterpart = "clearing_house"
    their_code = Sequence(lambda n: f"R-{n}")
    reason = SubFactory(RejectionReasonFactory)


class PortInNumberFactory(DjangoModelFactory):
    class Meta:
        model = PortInNumber

    port_in = SubFactory(PortInFactory)
    national = Sequence(lambda n: f"019900{n:04}")


class ExchangeFileFactory(DjangoModelFactory):
    """A file of ours that was sent and waits for its answer; `received` is one of theirs, `read` is over."""

    class Meta:
        model = ExchangeFile

    class Params:
        received = Trait(
            way=Way.IN, state=FileState.RECEIVED, sender="APNF", sendings=0, sent_at=None, due_at=None, receiver="BASC"
        )
        read = Trait(received=True, state=FileState.READ)
        receiver = "APNF"

    counterpart = "clearing_house"
    way = Way.OUT
    state = FileState.SENT
    sender = "BASC"
    number = Sequence(lambda n: n + 1)
    made_at = LazyFunction(timezone.now)
    name = LazyAttribute(
        lambda file: f"{file.sender}.{file.receiver}.{file.made_at.astimezone(UTC):%Y%m%d%H%M%S}.{file.number:06}"
    )
    digest = Sequence(lambda n: f"{n:064x}")
    sendings = 1
    sent_at = SelfAttribute("made_at")
    created_at = updated_at = state_since = SelfAttribute("made_at")
    due_at = LazyAttribute(lambda file: file.made_at + timedelta(minutes=60))


class MessageFactory(DjangoModelFactory):
    """A message of ours that waits to leave; `quarantined` is one of theirs that nobody could take up."""

    class Meta:
        model = Message

    class Params:
        quarantined = Trait(
            way=Way.IN,
            status=MessageStatus.QUARANTINED,
            kind="eligibility",
            problem="unknown_record",
            file=SubFactory(ExchangeFileFactory, read=True, lines=1, reached=1, quarantined=1),
            line=Sequence(lambda n: n + 1),
            raw=LazyAttribute(lambda message: f"{message.message_id}|{message.kind}|{message.reference}|accepted=1"),
        )

    counterpart = "clearing_house"
    way = Way.OUT
    status = MessageStatus.WAITING
    message_id = Sequence(lambda n: f"M-2020-{n:06}")
    kind = "port_request"
    reference = Sequence(lambda n: f"PI-2020-{n:06}")
    at = LazyFunction(timezone.now)


class StaffFactory(UserFactory):
    """Somebody who may enter the administration: `StaffFactory(permissions=["portability.view_quote"])`."""

    is_staff = True


class AdministratorFactory(StaffFactory):
    is_superuser = True


class InventoryFactory(DjangoModelFactory):
    """A donor that is asked for its list."""

    class Meta:
        model = Inventory

    reference = Sequence(lambda n: f"IN-2020-{n:06}")
    quote = SubFactory(QuoteFactory, awaiting=True)
    partner = SelfAttribute("quote.partner")
    donor = SubFactory(OperatorFactory)
    main_number = "0199000100"
    asked_on = LazyFunction(timezone.localdate)
    created_at = updated_at = state_since = LazyFunction(timezone.now)
