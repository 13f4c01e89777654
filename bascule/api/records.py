"""How a record with a life shows in the API: what all of them have, what may be done, and what happened."""

from collections.abc import Collection
from datetime import UTC
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bascule.api.money import money
from bascule.api.paging import CursorPages
from bascule.api.views import ApiViewSet, QueryFilters
from bascule.events import amounts_of
from bascule.lifecycle import allowed_moves, perform
from bascule.models import History

RECORD_FIELDS = (
    "id",
    "reference",
    "external_reference",
    "created_at",
    "updated_at",
    "state",
    "state_since",
    "due_at",
    "allowed_actions",
)
EVENT_FIELDS = ("id", "type", "at", "record", "from", "to", "reason", "facts")


class Moment(serializers.DateTimeField):
    """A date-time, out in UTC: `2026-11-22T09:00:00Z`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default_timezone": UTC, **kwargs})


class RecordSerializer(serializers.ModelSerializer):
    """Base: `fields = [*RECORD_FIELDS, "numbers", ...]`."""

    segments: ClassVar[Collection[str]] = ()
    """The URL segments that the records' own view set takes a POST on; it fills them in."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateTimeField: Moment,
    }
    allowed_actions = serializers.SerializerMethodField()

    def get_allowed_actions(self, record: Any) -> list[str]:
        """The URL segments that this key may POST now."""
        moves = (name.replace("_", "-") for name in allowed_moves(record, self.context["request"].auth))
        return [segment for segment in moves if segment in self.segments]


class EventSubjectSerializer(serializers.Serializer):
    """The record that an event is about."""

    kind = serializers.CharField()
    id = serializers.UUIDField(source="record_id")
    reference = serializers.CharField()


class EventSerializer(serializers.Serializer):
    """A history line, as partners read it."""

    id = serializers.CharField()
    type = serializers.CharField(source="event")
    at = Moment()
    record = EventSubjectSerializer(source="*")
    to = serializers.CharField(source="target")
    reason = serializers.CharField()
    facts = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField())
    def get_facts(self, line: History) -> dict[str, Any]:
        """What the history keeps, its amounts written as everywhere else."""
        amounts = amounts_of(line.kind)
        return {name: money(Decimal(fact)) if name in amounts else fact for name, fact in line.facts.items()}

    def get_fields(self) -> dict[str, Any]:
        # Python keeps the word `from` for itself.
        fields = {**super().get_fields(), "from": serializers.CharField(source="source")}
        return {name: fields[name] for name in EVENT_FIELDS}


class EventPages(CursorPages):
    """Events in the order in which they were written, the oldest first."""

    order_by_fields = ()

    def order_by(self, request: Request, view: Any) -> str:
        return "id"

    def allowed(self, view: Any) -> Collection[str]:
        return ()


class RecordViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, ApiViewSet):
    """The list of one kind of record, each record, its events; a subclass adds its moves, one `@action` each.

    Its model's querysets answer `visible_to(key)`: what another partner owns is not found.
    """

    filter_backends = (QueryFilters,)
    whole_serializer_class: type[RecordSerializer] | None = None
    """What shows a record alone; the `serializer_class` of the list unless said otherwise."""
    order_by_fields = ("created_at", "updated_at", "state_since", "due_at", "reference")
    ordering = "-created_at"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        actions: list[Any] = cls.get_extra_actions()
        posts = {extra.url_path for extra in actions if extra.detail and "post" in extra.mapping}
        for serializer_class in (cls.serializer_class, cls.whole_serializer_class):
            if serializer_class is not None:
                serializer_class.segments = posts  # type: ignore[attr-defined]

    def get_serializer_class(self) -> Any:
        return self.serializer_class if self.action == "list" else self.alone()

    def alone(self) -> Any:
        return self.whole_serializer_class or self.serializer_class

    def get_queryset(self) -> models.QuerySet[Any]:
        queryset: Any = super().get_queryset()
        # The OpenAPI document is drawn for nobody in particular.
        drawn = getattr(self, "swagger_fake_view", False)
        return queryset.none() if drawn else queryset.visible_to(self.request.auth)

    @extend_schema(responses=EventSerializer(many=True))
    @action(detail=True, pagination_class=EventPages, filter_backends=())
    def events(self, request: Request, pk: str) -> Response:
        """What happened to it, the oldest first."""
        page = self.paginate_queryset(self.get_object().history)
        return self.get_paginated_response(EventSerializer(page, many=True).data)

    def move(self, request: Request, transition: str, **said: Any) -> Response:
        """Run a transition on the record of the address, as the key that asks; answer with the record."""
        key: Any = request.auth
        return self.answer(perform(self.get_object(), transition, by=key, now=timezone.now(), **said))

    def answer(self, record: models.Model, status: int = 200) -> Response:
        """The record as it is stored now."""
        stored = self.get_queryset().get(pk=record.pk)
        shown = self.alone()(stored, context=self.get_serializer_context())
        return Response(shown.data, status=status)
