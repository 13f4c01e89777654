"""`GET /events/`: everything that happened to the records of whoever asks, in one order that never changes.

The cursor is the id of the last event that was read: in the place where this one stands, all that comes before it
has been given out, and nothing will ever come in behind it (`bascule.commits`).
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bascule.api.paging import page_size_of
from bascule.api.problems import QueryUnreadable
from bascule.api.records import EventSerializer
from bascule.api.views import ApiView, query_of
from bascule.commits import in_order, settled_before
from bascule.events import event_types
from bascule.models import History
from bascule.rules import RuleRefused

PAGE_SIZE, MOST = 50, 200
BEGINNING = "0"
NO_CURSOR = _("This is not a cursor of this feed: start again without `after`.")


class FeedQuerySerializer(serializers.Serializer):
    """What the feed can be asked."""

    after = serializers.RegexField(
        r"^[0-9]{1,18}$",
        default=BEGINNING,
        allow_blank=True,
        error_messages={"invalid": NO_CURSOR},
        help_text="`next` of the page read last, or the id of its last event; without it, from the beginning.",
    )
    record = serializers.UUIDField(default=None, help_text="Only events of the record with this id.")


class FeedSerializer(serializers.Serializer):
    """A page of events, the oldest first."""

    results = EventSerializer(many=True)
    next = serializers.CharField(help_text="Ask with `after=` this next; always there, also when nothing is new.")


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, and the cursor to go on from."""

    events: list[History]
    next: str


def read(rows: QuerySet[History], cursor: str, wanted: Q, most: int) -> Page:
    """The next events of `rows` that are `wanted`.

    When there are no more, the cursor moves to the last event there is, wanted or not: the next call looks at none
    of them twice.
    """
    place = place_of(rows, cursor)
    settled = in_order(rows, place, before=settled_before(rows.db))
    events = list(settled.filter(wanted)[:most])
    passed_by = wanted and len(events) < most
    last = settled.last() if passed_by else next(reversed(events), None)
    reached = last or place
    return Page(events, str(reached.pk) if reached else BEGINNING)


def place_of(rows: QuerySet[History], cursor: str) -> History | None:
    """The event that a cursor names, or None at the beginning. Raises QueryUnreadable for what is none of theirs."""
    if int(cursor) == int(BEGINNING):
        return None
    place = rows.filter(pk=int(cursor)).only("pk", "tx").first()
    if place is None:
        raise QueryUnreadable({"after": [NO_CURSOR]})
    return place


class Events(ApiView):
    """What happened to your records."""

    scope = "events"

    @extend_schema(
        operation_id="events_list",
        parameters=[
            FeedQuerySerializer,
            OpenApiParameter("type", str, many=True, description="Only these types: `quote.offered`."),
            OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE_SIZE}),
        ],
        responses=FeedSerializer,
    )
    def get(self, request: Request) -> Response:
        """Every change of your records, in order: none is lost, and none comes twice for one cursor.

        Keep `next`, and ask with it again: at once as long as pages are full, else after a while. `events:read` is
        enough to read the events of all your records, whatever else the key may do.
        """
        asked = query_of(request, FeedQuerySerializer)
        most = page_size_of(request, PAGE_SIZE, MOST)
        rows = History.objects.visible_to(request.auth)
        page = read(rows, asked["after"] or BEGINNING, wanted(types_of(request), asked["record"]), most)
        return Response({"results": EventSerializer(page.events, many=True).data, "next": page.next})


def types_of(request: Request) -> set[str]:
    """The types that are asked for. One that does not exist is refused: whoever slips would wait for ever."""
    types = set(filter(None, request.query_params.getlist("type")))
    if unknown := types - event_types():
        sentence = gettext("There are no events of this type: %(types)s.") % {"types": ", ".join(sorted(unknown))}
        raise RuleRefused("unknown_event", sentence, field="type")
    return types


def wanted(types: set[str], record: UUID | None) -> Q:
    of_types = Q(event__in=types) if types else Q()
    return of_types & Q(record_id=record) if record else of_types
