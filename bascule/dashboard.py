"""Today, the search and the frame of every page: asks each room for its part, knows no rule."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

import activation.board
import operators.board
import portability.board
import portability.figures
from bascule.board import MOST_ROWS, by_urgency
from portability.views.cutover_rows import live_today

ROOMS = (portability.board, activation.board, operators.board)
LONGEST_SEARCH = 120


class Place(NamedTuple):
    """An entry of the navigation; without its permission it is not shown."""

    view: str
    label: Promise
    icon: str
    permission: str = ""


class Section(NamedTuple):
    label: Promise | str
    places: list[Place]


SECTIONS = [
    Section("", [Place("today", _("Today"), "today")]),
    Section(
        _("Portability"),
        [
            Place("portability:quote_new", _("New quote"), "new", "portability.offer_quote"),
            Place("portability:quote_list", _("Quotes"), "quotes", "portability.view_quote"),
            Place("portability:inventory_list", _("Inventories"), "inventories", "portability.view_inventory"),
            Place("portability:port_in_list", _("Incoming ports"), "port_ins", "portability.view_portin"),
            Place("portability:port_out_list", _("Outgoing ports"), "port_outs", "portability.view_portout"),
            Place("portability:cutovers", _("Cut-overs"), "cutovers", "portability.view_portin"),
            Place("portability:number_lookup", _("Numbers"), "numbers", "portability.view_port"),
            Place("portability:customer_list", _("Customers"), "customers", "operators.view_customer"),
        ],
    ),
    Section(
        _("Activation"),
        [
            Place("activation:subscription_list", _("Activations"), "lines", "activation.view_subscription"),
            Place("activation:to_call", _("To call"), "calls", "activation.correct_subscription"),
            Place("activation:order_list", _("Orders"), "orders", "activation.view_unbundlingorder"),
            Place("activation:shipment_list", _("Shipments"), "parcels", "activation.view_shipment"),
            Place("activation:plant", _("Plant"), "plant", "activation.view_exchange"),
        ],
    ),
    Section(
        _("Follow-up"),
        [
            Place("exchanges:files", _("Exchanges"), "exchanges", "operators.view_exchangefile"),
            Place(
                "portability:difference_list",
                _("Differences"),
                "differences",
                "portability.view_registerdifference",
            ),
            Place("portability:return_list", _("Returns"), "returns", "portability.view_numberreturn"),
            Place("portability:restoration_list", _("Wrongful ports"), "wrongful", "portability.view_restoration"),
            Place("activation:takeover_list", _("Lines taken"), "wrongful", "activation.view_takeover"),
            Place("operators:list", _("Operators"), "operators", "operators.view_operator"),
        ],
    ),
]
ADMINISTRATION = Section(_("Settings"), [Place("admin:index", _("Administration"), "settings")])


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What needs somebody now, then the figures of the last 30 days."""
    now, user = timezone.now(), request.user
    rows = [row for room in ROOMS for row in room.attention(user, now)]
    return render(
        request,
        "today.html",
        {
            "now": now,
            "problems": portability.board.problems(now),
            "buckets": by_urgency(rows, now),
            "more": len(rows) >= MOST_ROWS,
            "live": live_today(user, now),
            "figures": portability.figures.figures(user, now),
        },
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box for everything: what is meant beyond doubt is gone to at once."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    rooms = ROOMS if text else ()
    groups = [group for room in rooms for group in room.find(text, request.user) if group.rows]
    exact = [row for group in groups for row in group.rows if row.exact]
    if len(exact) == 1:
        return redirect(exact[0].url)
    return render(request, "search.html", {"query": text, "groups": groups})


@dataclass(frozen=True)
class Entry:
    """An entry of the navigation as one page shows it."""

    place: Place
    url: str
    count: int
    current: bool

    @property
    def late(self) -> bool:
        """What is due today is red; the other counts only inform."""
        return self.place.view == "today"


class Layout:
    """What the frame needs; asked only when a page draws it, so the administration and fragments pay nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.user: User | AnonymousUser = getattr(request, "user", AnonymousUser())

    @cached_property
    def problems(self) -> list[str]:
        return operators.board.problems() if self.user.is_authenticated else []

    @cached_property
    def counts(self) -> Counter[str]:
        now = timezone.now()
        return sum((Counter(room.counts(self.user, now)) for room in ROOMS), Counter())

    def sections(self) -> Iterator[tuple[Promise | str, list[Entry]]]:
        staff = [ADMINISTRATION] if self.user.is_staff else []
        shown = [
            (section.label, [place for place in section.places if self.may_see(place)]) for section in SECTIONS + staff
        ]
        here = self.here([reverse(place.view) for label, places in shown for place in places])
        for label, places in shown:
            if places:
                yield label, [self.entry(place, here) for place in places]

    def entry(self, place: Place, here: str) -> Entry:
        url = reverse(place.view)
        return Entry(place, url, self.counts[place.view], url == here)

    def here(self, urls: list[str]) -> str:
        """The address of the entry that this page lies under: the longest that it begins with."""
        above = [url for url in urls if url == self.path or (url != "/" and self.path.startswith(url))]
        return max(above, key=len, default="")

    def may_see(self, place: Place) -> bool:
        return not place.permission or self.user.has_perm(place.permission)


def layout(request: HttpRequest) -> dict[str, Any]:
    """The context processor behind base.html."""
    return {"layout": Layout(request)}
