"""The page of one quote, and what an agent does on it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Page
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import allowed_moves, perform
from bascule.pages import is_fragment, page_of
from bascule.timeline import timeline_of, who_was_faster
from operators.models import Operator
from operators.numbering import as_ranges, pretty_range
from portability.forms import DeclineForm, InventoryForm, OrderForm, RefusalForm
from portability.models import Quote, QuoteLine
from portability.models.quote import QuoteState
from portability.quoting.reasons import spoken
from portability.views.answer import answer_of_quote
from portability.views.inventory_rows import shown_inventories, with_inventories

VERDICTS = {"": Q(), "refused": Q(portable=False), "warned": Q(portable=True, warned=True)}
"""What the numbers of a quote can be filtered by."""


@require_safe
@permission_required("portability.view_quote", raise_exception=True)
@vary_on_headers("HX-Request")
def quote_detail(request: HttpRequest, reference: str) -> HttpResponse:
    quote = quote_named(reference)
    if is_fragment(request):
        return render(request, "portability/quote_detail.html#numbers", numbers_of(request, quote))
    return show(request, quote)


@permission_required("portability.decline_quote", raise_exception=True)
def quote_decline(request: HttpRequest, reference: str) -> HttpResponse:
    quote, form = quote_named(reference), DeclineForm(request.POST)
    if request.method != "POST":
        return leave(quote)
    if not form.is_valid():
        return show(request, quote, decline_form=form, status=422)
    reason, note = form.cleaned_data["reason"], form.cleaned_data["note"]
    try:
        perform(quote, "decline", by=request.user, now=timezone.now(), reason=reason, private={"note": note})
    except TransitionNotAllowed:
        return overtaken(request, quote, note)
    messages.success(request, _("The quote is declined."))
    return leave(quote)


def quote_named(reference: str) -> Quote:
    return get_object_or_404(Quote.objects.for_page(), reference=reference)


def leave(quote: Quote) -> HttpResponse:
    return redirect("portability:quote_detail", reference=quote.reference)


def overtaken(request: HttpRequest, quote: Quote, unsaved: str = "") -> HttpResponse:
    """Somebody was faster: say who did what, and keep what this agent wrote on the page."""
    messages.warning(request, who_was_faster(quote))
    return show(request, quote_named(quote.reference), unsaved=unsaved, status=409)


def show(request: HttpRequest, quote: Quote, status: int = 200, **extra: Any) -> HttpResponse:
    moves, now = allowed_moves(quote, request.user), timezone.now()
    inventories = shown_inventories(quote, now)
    events = timeline_of(quote, _("Quote made"), {"declined": quote.decline_note})
    if "order" in moves and "order_form" not in extra:
        extra["order_form"] = OrderForm(quote, now)
    context = numbers_of(request, quote) | {
        "answer": answer_of_quote(quote),
        "moves": moves,
        "may_revise": "revise" in moves,
        "port_ins": quote.port_ins.select_related("donor").order_by("reference"),
        "inventories": inventories,
        "timeline": with_inventories(events, inventories),
        "changed": what_the_list_changed(quote),
        "kept": ranges_in_words(quote.keep_with_donor),
        "decline_form": DeclineForm(),
        "is_awaiting": quote.state == QuoteState.AWAITING_INVENTORY,
        "is_late": bool(quote.due_at and quote.due_at < now),
    }
    if context["is_awaiting"]:
        asked = [row.record for row in inventories if row.is_awaited]
        context |= {"inventory_form": InventoryForm(asked), "refusal_form": RefusalForm(asked)}
    return render(request, "portability/quote_detail.html", context | extra, status=status)


def numbers_of(request: HttpRequest, quote: Quote) -> dict[str, Any]:
    """The page of numbers that is asked for, and how many there are of each verdict."""
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in VERDICTS else ""
    page = page_of(quote.lines.filter(VERDICTS[verdict]).order_by("position"), request)
    say_why(page, quote)
    counts = quote.lines.aggregate(
        all=Count("pk"),
        to_port=Count("pk", filter=Q(portable=True)),
        **{name: Count("pk", filter=query) for name, query in VERDICTS.items() if name},
    )
    return {"quote": quote, "page": page, "verdict": verdict, "counts": counts}


def say_why(page: "Page[QuoteLine]", quote: Quote) -> None:
    """Put its reasons, in words, and the names of its holders beside each line of a page."""
    reasons = quote.reasons_by_position()
    names = dict(Operator.objects.filter(code__in=codes_of(page)).values_list("code", "name"))
    for line in page:
        said = [spoken(kept) for kept in reasons.get(line.position, [])]
        line.said = [one for one in said if one.blocking or line.portable]  # type: ignore[attr-defined]
        line.way = [names.get(code or "", code or "?") for code in line.chain]  # type: ignore[attr-defined]


def codes_of(lines: Iterable[QuoteLine]) -> set[str]:
    return {code for line in lines for code in line.chain if code}


def what_the_list_changed(quote: Quote) -> dict[str, Any] | None:
    """The donor's list against the declared one, in ranges."""
    diff = quote.inventory_diff
    if not diff:
        return None
    shown = {name: (len(diff[name]), ranges_in_words(diff[name])) for name in ("missing", "extra")}
    stays = bool(diff["missing"]) and set(diff["missing"]) <= set(quote.keep_with_donor)
    return diff | shown | {"stays": stays}


def ranges_in_words(nationals: list[str]) -> list[str]:
    return [pretty_range(first, last) for first, last in as_ranges(nationals)]
