"""The papers of a request on its page: the mandate to sign, what is added, what is read."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from bascule.rules import RuleRefused
from portability.conduct import comment
from portability.documents.content import too_large
from portability.documents.keeping import keep
from portability.documents.mandate import mandate_name, mandate_of_port_in, mandate_of_quote
from portability.documents.receiving import cap, is_too_large
from portability.documents.serving import as_attachment, sent
from portability.forms.papers import CommentForm, DocumentForm
from portability.models import Document, PortIn, QuoteRequest
from portability.views.port_in import leave, port_in_named, show
from portability.views.quote import quote_named


@require_safe
@permission_required("portability.view_portin", raise_exception=True)
def port_in_mandate(request: HttpRequest, reference: str) -> FileResponse:
    """The mandate to sign, drawn up from the request as it is now."""
    pdf = mandate_of_port_in(port_in_named(reference), timezone.now())
    return as_attachment(pdf, mandate_name(reference))


@require_safe
@permission_required("portability.view_quote", raise_exception=True)
def quote_mandate(request: HttpRequest, reference: str, donor: str) -> FileResponse:
    """The mandate of the numbers that one donor holds, before anything is ordered."""
    try:
        pdf = mandate_of_quote(quote_named(reference), donor, timezone.now())
    except QuoteRequest.DoesNotExist as error:
        raise Http404 from error
    return as_attachment(pdf, mandate_name(f"{reference}-{donor}"))


@require_safe
@permission_required(["portability.view_portin", "portability.view_document"], raise_exception=True)
def port_in_document(request: HttpRequest, reference: str, pk: str) -> FileResponse:
    return sent(get_object_or_404(Document, port_in__reference=reference, pk=pk))


# The body is read with its limit in place; the check against forgery reads it too, so it comes after.
@csrf_exempt
def port_in_document_add(request: HttpRequest, reference: str) -> HttpResponseBase:
    cap(request)
    return add(request, reference)


@csrf_protect
@permission_required("portability.add_document", raise_exception=True)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    port_in, now = port_in_named(reference), timezone.now()
    if request.method != "POST":
        return leave(port_in)
    form = DocumentForm(port_in, timezone.localdate(now), request.POST, request.FILES)
    if not form.is_valid():
        if is_too_large(request):
            form.errors["file"] = form.error_class(too_large().messages)
        return again(request, port_in, form)
    try:
        document, is_new = keep(port_in, form.paper(), by=request.user, now=now)
    except RuleRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused)
        return again(request, port_in, form)
    said = _("“%(name)s” is kept.") if is_new else _("“%(name)s” was kept already: it is the same file.")
    messages.success(request, said % {"name": document.name})
    return leave(port_in)


@permission_required("portability.add_comment", raise_exception=True)
def port_in_comment(request: HttpRequest, reference: str) -> HttpResponse:
    port_in = port_in_named(reference)
    if request.method != "POST":
        return leave(port_in)
    form = CommentForm(port_in, request.POST)
    if not form.is_valid():
        return show(request, port_in, comment_form=form, status=422)
    comment(port_in, form.cleaned_data["text"], by=request.user, now=timezone.now(), internal=form.internal)
    messages.success(request, _("The comment is kept."))
    return leave(port_in)


def again(request: HttpRequest, port_in: PortIn, form: DocumentForm) -> HttpResponse:
    """The page with what is wrong beside each field."""
    return show(request, port_in, document_form=form, status=422)
