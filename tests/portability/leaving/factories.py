"""Outgoing ports valid by default."""

from datetime import timedelta

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory

from portability.models import AnswerRule, PortOut, PortOutCheck, PortOutNumber
from portability.models.port_out import CheckNature, CheckVerdict, Door, PortOutState
from tests.factories import CustomerFactory, OperatorFactory


class PortOutFactory(DjangoModelFactory):
    """A request of another operator that waits for its answer; `released` is one whose numbers are gone."""

    class Meta:
        model = PortOut

    class Params:
        released = Trait(
            state=PortOutState.RELEASED,
            answered_at=SelfAttribute("received_at"),
            released_at=SelfAttribute("received_at"),
            released_on=LazyAttribute(lambda port: timezone.localdate(port.received_at)),
        )

    reference = Sequence(lambda n: f"PO-2020-{n:06}")
    door = Door.API
    partner = SubFactory(OperatorFactory)
    customer = SubFactory(CustomerFactory)
    scheduled_on = LazyAttribute(lambda port: timezone.localdate(port.received_at) + timedelta(days=14))
    received_at = LazyFunction(timezone.now)
    created_at = updated_at = state_since = SelfAttribute("received_at")


class PortOutNumberFactory(DjangoModelFactory):
    class Meta:
        model = PortOutNumber

    port_out = SubFactory(PortOutFactory)
    national = Sequence(lambda n: f"046571{n:04}")


class PortOutCheckFactory(DjangoModelFactory):
    class Meta:
        model = PortOutCheck

    port_out = SubFactory(PortOutFactory)
    code = "complete"
    nature = CheckNature.GROUND
    verdict = CheckVerdict.PASSED


class AnswerRuleFactory(DjangoModelFactory):
    class Meta:
        model = AnswerRule

    name = Sequence(lambda n: f"Rule {n}")
