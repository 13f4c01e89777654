"""The page of one subscription, and what people do on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_fsm import TransitionNotAllowed

from activation import changing
from activation.commenting import comment
from activation.forms.moves import CommentForm, EndForm, MoveForm, OfferForm
from activation.models import Subscription
from activation.moving import move_to
from activation.porting import wait_for_ports
from activation.views.call_panel import panel_of
from activation.views.line_bar import line_bar
from activation.views.rows import allocations_of, attempts_of, parcels_of
from activation.views.story import story_of
from bascule.board import Words, bucket_of
from bascule.lifecycle import allowed_moves
from bascule.rules import RuleRefused
from bascule.timeline import who_was_faster


@dataclass(frozen=True, slots=True)
class Step:
    """A move as people see it: its button, what is said when it is done, and what it asks first."""

    label: Words
    done: Words
    make: Callable[..., object]
    ask: Callable[..., Form] | None = None
    warning: Words = ""
    tone: str = ""


def ask_why(subscription: Subscription, *args: Any) -> Form:
    return EndForm(*args)


STEPS = {
    "change_offer": Step(
        _("Change the offer"),
        _("The offer is changed: its services follow."),
        changing.change_offer,
        OfferForm,
        _("Another kind of line is made beside this one, which ends when the new one works."),
    ),
    "move": Step(
        _("Move"),
        _("A line is ordered at the new address; this one ends when that one works."),
        move_to,
        MoveForm,
        _("The customer keeps this line until the one at the new address works."),
    ),
    "suspend": Step(
        _("Suspend"),
        _("The line is suspended: its services stop."),
        changing.suspend,
        ask_why,
        _("Its services stop and stay reserved for it."),
    ),
    "resume": Step(_("Resume"), _("The line works again."), changing.resume, tone="main"),
    "cancel": Step(
        _("Cancel"),
        _("The subscription is cancelled."),
        changing.cancel,
        ask_why,
        _("The order is cancelled with the incumbent, what was reserved is freed, parcels are called back."),
        "danger",
    ),
    "terminate": Step(
        _("Terminate"),
        _("The subscription is terminated."),
        changing.terminate,
        ask_why,
        _("The line and its numbers stop, and the line goes back to the incumbent. This cannot be taken back."),
        "danger",
    ),
}
"""What people may do on the page, in the order of the buttons; the other moves are those of files and of the clock."""


@dataclass(frozen=True, slots=True)
class Action:
    """A step that this person may take now, with its questions if it has any."""

    move: str
    step: Step
    form: Form | None


@require_safe
@permission_required("activation.view_subscription", raise_exception=True)
def subscription(request: HttpRequest, reference: str) -> HttpResponse:
    return show(request, named(reference))


@permission_required("activation.view_subscription", raise_exception=True)
def subscription_move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    if move not in STEPS:
        raise Http404
    one, step = named(reference), STEPS[move]
    if request.method != "POST":
        return leave(one)
    form = step.ask(one, request.POST) if step.ask else None
    if form and not form.is_valid():
        return show(request, one, {move: form}, status=422)
    return attempt(
        request,
        one,
        lambda: make(request, one, step, form),
        step.done,
        lambda refused: refused_beside(request, one, move, form, refused),
    )


@transaction.atomic
def make(request: HttpRequest, one: Subscription, step: Step, form: Form | None) -> None:
    """Make a move with what its form asked; what was said of it is a comment."""
    asked = dict(form.cleaned_data) if form else {}
    note, now = asked.pop("note", ""), timezone.now()
    step.make(one, **asked, by=request.user, now=now)
    if note.strip():
        comment(one, note, by=request.user, now=now)


def refused_beside(
    request: HttpRequest, one: Subscription, move: str, form: Form | None, refused: RuleRefused
) -> HttpResponse:
    """Say what a rule refused beside the field that it speaks of, and keep what was typed."""
    if form is None:
        messages.error(request, " ".join(refused.messages))
        return show(request, named(one.reference), status=422)
    form.add_error(refused.field if refused.field in form.fields else None, refused)
    return show(request, one, {move: form}, status=422)


def attempt(
    request: HttpRequest,
    one: Subscription,
    make: Callable[[], object],
    done: Words,
    refuse: Callable[[RuleRefused], HttpResponse],
) -> HttpResponse:
    """Do it, say so and leave; whoever was too late hears who was faster, and nothing typed is lost."""
    try:
        make()
    except RuleRefused as refused:
        return refuse(refused)
    except TransitionNotAllowed:
        messages.warning(request, who_was_faster(one))
        return show(request, named(one.reference), unsaved=request.POST.get("note", ""), status=409)
    messages.success(request, str(done))
    return leave(one)


def named(reference: str) -> Subscription:
    rows = Subscription.objects.select_related("customer", "offer", "partner", "exchange", "port_in__donor", "replaces")
    return get_object_or_404(rows, reference=reference)


def leave(one: Subscription) -> HttpResponse:
    return redirect("activation:subscription", reference=one.reference)


def show(
    request: HttpRequest, one: Subscription, forms: dict[str, Form] | None = None, status: int = 200, **extra: Any
) -> HttpResponse:
    """The whole page; `forms` holds those that were refused, as they were typed."""
    now, forms = timezone.now(), forms or {}
    orders, allowed = attempts_of(one), allowed_moves(one, request.user)
    context = {
        "subscription": one,
        "bucket": bucket_of(one.due_at, now),
        "actions": list(actions_for(request, one, forms)),
        "bar": line_bar(one, [attempt.order for attempt in orders], now),
        "attempts": orders,
        "held_by_port": Subscription.objects.filter(wait_for_ports(), pk=one.pk).exists(),
        "waiting": panel_of(one, request.user, now, forms),
        "services": allocations_of(one),
        "may_reveal": "reveal" in allowed,
        "may_drop_port": "drop_port" in allowed,
        "parcels": parcels_of(one),
        "position": one.positions.select_related("strip__dslam").first(),
        "replaced_by": one.replaced_by.order_by("-created_at").first(),
        "takeover": one.takeovers.filter(ended_on=None).first(),
        "timeline": story_of(one, [attempt.order for attempt in orders]),
        "comment_form": forms.get("comment") or CommentForm(),
    }
    return render(request, "activation/subscription.html", context | extra, status=status)


def actions_for(request: HttpRequest, one: Subscription, forms: dict[str, Form]) -> Iterator[Action]:
    allowed = set(allowed_moves(one, request.user))
    if "change_offer" in allowed:
        allowed.add("move")  # which makes another subscription, and moves this one only when that one works
    for move, step in STEPS.items():
        if move in allowed:
            form = forms.get(move) or (step.ask(one) if step.ask else None)
            yield Action(move, step, form)
