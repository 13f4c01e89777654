"""The papers of an incoming port and what is said about it, for partners."""

from datetime import datetime
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.db import models
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from bascule.api.parsing import StrictJSONParser
from bascule.api.records import Moment
from bascule.api.views import ApiView, ApiViewSet
from bascule.rules import RuleRefused
from operators.models import ApiKey, Operator
from portability.conduct import comment
from portability.documents.content import MOST_BYTES, SUFFIX
from portability.documents.keeping import Paper, draw_up, keep
from portability.documents.mandate import mandate_name, mandate_of_quote
from portability.documents.receiving import cap, is_too_large
from portability.documents.serving import as_attachment, sent
from portability.models import Comment, Document, DocumentKind, PortIn, Quote, QuoteRequest

ROOM_FOR_FIELDS = 64 * 1024
"""What a multipart body holds beside its file, in bytes."""
BYTES = {(200, media_type): OpenApiTypes.BINARY for media_type in SUFFIX}


class PaperParser(MultiPartParser):
    """A form with one file, which is refused as soon as it is known to be too large."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        request = parser_context["request"]
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdigit() and int(length) > MOST_BYTES + ROOM_FOR_FIELDS:
            raise RequestDataTooBig
        cap(request)
        read = super().parse(stream, media_type, parser_context)
        if is_too_large(request):
            raise RequestDataTooBig
        return read


class PaperAskSerializer(serializers.Serializer):
    """A file and what it is. A `mandate` to sign comes without a file: we draw it up."""

    kind = serializers.ChoiceField(DocumentKind.choices)
    file = serializers.FileField(required=False, allow_empty_file=True)
    signed_on = serializers.DateField(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        drawn, given = attrs["kind"] == DocumentKind.MANDATE, "file" in attrs
        if drawn and given:
            sentence = _("We draw this mandate up: send its signed copy as signed_mandate.")
            raise serializers.ValidationError({"file": sentence}, code="file_unexpected")
        if not drawn and not given:
            raise serializers.ValidationError({"file": _("Send the file.")}, code="required")
        return attrs

    def kept(self, port_in: PortIn, key: ApiKey, now: datetime) -> tuple[Document, bool]:
        read = self.validated_data
        if read["kind"] == DocumentKind.MANDATE:
            return draw_up(port_in, by=key, now=now)
        paper = Paper(read["kind"], read["file"], read["file"].name, read.get("signed_on"))
        return keep(port_in, paper, by=key, now=now)


class WrittenSerializer(serializers.ModelSerializer):
    """What somebody added: a partner reads our people under our name alone."""

    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, models.DateTimeField: Moment}
    by = serializers.SerializerMethodField()

    def get_by(self, row: Any) -> str:
        key: ApiKey = self.context["request"].auth
        is_theirs = row.by.startswith(f"key {key.operator.code} ")
        return row.by if key.sees_all or is_theirs else Operator.objects.own().name


class DocumentSerializer(WrittenSerializer):
    """A paper of an incoming port; its bytes are at `url`."""

    sha256 = serializers.CharField(source="digest")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Document
        fields = ["id", "kind", "name", "media_type", "size", "sha256", "at", "by", "url"]

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, document: Document) -> str:
        return reverse("document", [document.port_in_id, document.pk], request=self.context["request"])


class CommentSerializer(WrittenSerializer):
    id = serializers.CharField(source="pk")

    class Meta:
        model = Comment
        fields = ["id", "text", "internal", "at", "by"]


class CommentAskSerializer(serializers.Serializer):
    """Words about the request; `internal` keeps ours from the partner, and is refused to a partner's key."""

    text = serializers.CharField(max_length=2_000)
    internal = serializers.BooleanField(default=False)


class OfPortIn(mixins.ListModelMixin, ApiViewSet):
    """What belongs to one incoming port; another partner's is not found."""

    scope = "port-ins"
    order_by_fields = ("at",)
    ordering = "at"

    def port_in(self) -> PortIn:
        mine = PortIn.objects.visible_to(key_of(self.request))
        return get_object_or_404(mine.select_related("customer", "donor", "partner"), pk=self.kwargs["port_in"])

    def get_queryset(self) -> models.QuerySet[Any]:
        queryset = super().get_queryset()
        # The OpenAPI document is drawn for nobody in particular.
        return queryset.none() if getattr(self, "swagger_fake_view", False) else queryset.filter(port_in=self.port_in())

    def created(self, row: models.Model, status: int = 201) -> Response:
        return Response(self.get_serializer(row).data, status=status)


class DocumentViewSet(OfPortIn):
    """The papers of an incoming port."""

    queryset = Document.objects.all()
    serializer_class = DocumentSerializer
    parser_classes = (PaperParser, StrictJSONParser)

    @extend_schema(request=PaperAskSerializer, responses={201: DocumentSerializer, 200: DocumentSerializer})
    def create(self, request: Request, port_in: str) -> Response:
        """Add a paper. 200 when the very same one is there already."""
        request_of = self.port_in()
        ask = PaperAskSerializer(data=request.data)
        ask.is_valid(raise_exception=True)
        document, is_new = ask.kept(request_of, key_of(request), timezone.now())
        return self.created(document, 201 if is_new else 200)


class CommentViewSet(OfPortIn):
    """What is said about an incoming port."""

    queryset = Comment.objects.all()
    serializer_class = CommentSerializer

    def get_queryset(self) -> models.QuerySet[Any]:
        found = super().get_queryset()
        drawn = getattr(self, "swagger_fake_view", False)
        return found if drawn or key_of(self.request).sees_all else found.filter(internal=False)

    @extend_schema(request=CommentAskSerializer, responses={201: CommentSerializer})
    def create(self, request: Request, port_in: str) -> Response:
        about, key = self.port_in(), key_of(request)
        ask = CommentAskSerializer(data=request.data)
        ask.is_valid(raise_exception=True)
        said = ask.validated_data
        if said["internal"] and not key.sees_all:
            sentence = _("A comment of yours is one that we both read.")
            raise RuleRefused("internal_not_yours", sentence, field="internal")
        return self.created(comment(about, said["text"], by=key, now=timezone.now(), internal=said["internal"]))


class BytesView(ApiView):
    """Something to keep, as it is, also for a caller that accepts no JSON."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        return super().perform_content_negotiation(request, force=True)


class DocumentView(BytesView):
    """The bytes of a paper."""

    scope = "port-ins"

    @extend_schema(responses=BYTES)
    def get(self, request: Request, port_in: str, document: str) -> FileResponse:
        mine = PortIn.objects.visible_to(key_of(request))
        return sent(get_object_or_404(Document, port_in__in=mine, port_in_id=port_in, pk=document))


class QuoteMandateView(BytesView):
    """The mandate to sign for what one donor of a quote holds, before anything is ordered."""

    scope = "quotes"

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, quote: str, donor: str) -> FileResponse:
        asked = get_object_or_404(Quote.objects.visible_to(key_of(request)).for_page(), pk=quote)
        try:
            pdf = mandate_of_quote(asked, donor, timezone.now())
        except QuoteRequest.DoesNotExist as error:
            raise Http404 from error
        return as_attachment(pdf, mandate_name(f"{asked.reference}-{donor}"))


def key_of(request: Request) -> ApiKey:
    """The partner's key: authentication leaves nobody else through."""
    return cast(ApiKey, request.auth)


urlpatterns = [
    path(
        "port-ins/<uuid:port_in>/documents/",
        DocumentViewSet.as_view({"get": "list", "post": "create"}),
        name="documents",
    ),
    path("port-ins/<uuid:port_in>/documents/<uuid:document>/", DocumentView.as_view(), name="document"),
    path(
        "port-ins/<uuid:port_in>/comments/", CommentViewSet.as_view({"get": "list", "post": "create"}), name="comments"
    ),
    path("quotes/<uuid:quote>/mandates/<slug:donor>/", QuoteMandateView.as_view(), name="quote-mandate"),
]
