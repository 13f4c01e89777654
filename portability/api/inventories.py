"""The donors' lists through the API: asked by whoever made the quote, answered by hand by our own programs alone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bascule.api.records import RecordViewSet
from operators.models import ApiKey, Operator
from operators.models.reason import UNKNOWN
from operators.numbering import Entry, why_malformed
from portability.api.asking import NumbersField, OperatorField
from portability.api.showing import QuoteSerializer
from portability.inventories import enter_list, enter_refusal
from portability.models import Quote, RejectionReason
from portability.quoting.record import offer_declared


class AnswerSerializer(serializers.Serializer):
    """Base: `donor` says whose answer it is, when several are asked."""

    donor = OperatorField(required=False, allow_null=True)

    @property
    def whose(self) -> Operator | None:
        return self.validated_data.get("donor")


class DonorListSerializer(AnswerSerializer):
    """A donor's own list, as it came by telephone or by mail; of such a list nothing may be left out."""

    numbers = NumbersField()

    def validate_numbers(self, entries: list[Entry]) -> list[Entry]:
        if not entries:
            raise serializers.ValidationError(_("There is no number in it."), code="empty")
        unread: dict[Any, serializers.ErrorDetail] = {
            place: serializers.ErrorDetail(why_malformed(entry.input), code="malformed")
            for place, entry in enumerate(entries)
            if entry.national is None
        }
        if unread:
            raise serializers.ValidationError(unread)
        return entries


class DonorRefusalSerializer(AnswerSerializer):
    """A donor that gives no list; `reason` is one of our rejection reasons, if it gave any."""

    reason = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=40)

    def validate_reason(self, code: str | None) -> str:
        if code and not RejectionReason.objects.exclude(code=UNKNOWN).filter(code=code).exists():
            raise serializers.ValidationError(_("There is no rejection reason of this code."), code="unknown_reason")
        return code or ""


class AskSerializer(serializers.Serializer):
    """This act takes no word."""


class DonorsLists(RecordViewSet):
    """Base of the quotes' views: ask the donors, enter what they say, offer without them."""

    @extend_schema(request=AskSerializer, responses={200: QuoteSerializer})
    @action(detail=True, methods=["post"], url_path="ask-inventory")
    def ask_inventory(self, request: Request, pk: str) -> Response:
        """Ask the donors of a draft for their lists, for the first time or again."""
        return self.move(request, "ask_inventory")

    @extend_schema(request=AskSerializer, responses={200: QuoteSerializer})
    @action(detail=True, methods=["post"])
    def offer(self, request: Request, pk: str) -> Response:
        """Offer a draft on the numbers that were declared."""
        return self.answer(offer_declared(self.get_object(), by=request.auth, now=timezone.now()))  # type: ignore[arg-type]

    @extend_schema(request=DonorListSerializer, responses={200: QuoteSerializer})
    @action(detail=True, methods=["post"], url_path="receive-inventory")
    def receive_inventory(self, request: Request, pk: str) -> Response:
        """Enter a donor's list by hand; for keys of our own operator. With the last one the quote is offered."""
        quote, answer = self.answered(request), DonorListSerializer(data=request.data)
        answer.is_valid(raise_exception=True)
        numbers = answer.validated_data["numbers"]
        return self.answer(enter_list(quote, numbers, donor=answer.whose, by=request.auth, now=timezone.now()))  # type: ignore[arg-type]

    @extend_schema(request=DonorRefusalSerializer, responses={200: QuoteSerializer})
    @action(detail=True, methods=["post"], url_path="refuse-inventory")
    def refuse_inventory(self, request: Request, pk: str) -> Response:
        """Note that a donor gives no list; for keys of our own operator."""
        quote, answer = self.answered(request), DonorRefusalSerializer(data=request.data)
        answer.is_valid(raise_exception=True)
        code = answer.validated_data.get("reason", "")
        return self.answer(enter_refusal(quote, donor=answer.whose, code=code, by=request.auth, now=timezone.now()))  # type: ignore[arg-type]

    def answered(self, request: Request) -> Quote:
        """The quote, for a key that may speak for a donor."""
        quote = self.get_object()
        if not may_answer(quote, request.auth):
            raise PermissionDenied(NOT_YOURS)
        return quote


NOT_YOURS = gettext_lazy("A donor's answer is entered by our own people and programs.")


def may_answer(quote: Quote, key: Any) -> bool:
    return isinstance(key, ApiKey) and key.has_perm("portability.answer_inventory", quote)
