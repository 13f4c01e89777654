"""What is said about a subscription, for partners."""

from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from activation.api.subscriptions import key_of, read
from activation.commenting import comment
from activation.models import Subscription, SubscriptionComment
from bascule.api.views import ApiViewSet
from bascule.rules import RuleRefused
from portability.api.papers import CommentAskSerializer, WrittenSerializer


class SubscriptionCommentSerializer(WrittenSerializer):
    id = serializers.CharField(source="pk")

    class Meta:
        model = SubscriptionComment
        fields = ["id", "text", "internal", "at", "by"]


class SubscriptionCommentViewSet(mixins.ListModelMixin, ApiViewSet):
    """What is said about a subscription; what is internal stays with our own operator."""

    scope = "activations"
    queryset = SubscriptionComment.objects.all()
    serializer_class = SubscriptionCommentSerializer
    order_by_fields = ("at",)
    ordering = "at"

    def subscription(self) -> Subscription:
        return get_object_or_404(Subscription.objects.visible_to(key_of(self.request)), pk=self.kwargs["subscription"])

    def get_queryset(self) -> models.QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return SubscriptionComment.objects.none()
        found = SubscriptionComment.objects.filter(subscription=self.subscription())
        return found if key_of(self.request).sees_all else found.filter(internal=False)

    @extend_schema(request=CommentAskSerializer, responses={201: SubscriptionCommentSerializer})
    def create(self, request: Request, subscription: str) -> Response:
        """Say something about it."""
        about, key = self.subscription(), key_of(request)
        said = read(request, CommentAskSerializer)
        if said["internal"] and not key.sees_all:
            sentence = _("A comment of yours is one that we both read.")
            raise RuleRefused("internal_not_yours", sentence, field="internal")
        made = comment(about, said["text"], by=key, now=timezone.now(), internal=said["internal"])
        return Response(self.get_serializer(made).data, status=201)
