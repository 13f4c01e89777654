"""Moments as people say them aloud: how far away in one unit, and days of a month."""

import re
from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bascule.board import last_minute

register = template.Library()
register.filter("last_minute", last_minute)

FIRST = re.compile(r"(?<!\d)1(?= )")


@register.filter(expects_localtime=True)
def day(moment: date | None, style: str = "j F Y") -> str:
    """`1 June 2026`, and in French `1er juin 2026`."""
    if moment is None:
        return ""
    written = date_format(moment, style)
    return FIRST.sub("1er", written, count=1) if (get_language() or "").startswith("fr") else written


@register.filter
def delay(moment: datetime) -> str:
    """`6 days`: the time between a moment and now, whichever comes first."""
    earlier, later = sorted((moment, timezone.now()))
    return timesince(earlier, later, depth=1)


@register.filter
def countdown(moment: datetime) -> str:
    """`9 days`, `5 hours`: like `delay`, but a deadline is never counted in weeks."""
    days = abs(moment - timezone.now()).days
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days} if days >= 2 else delay(moment)


@register.filter
def ago(moment: datetime) -> str:
    """`6 days ago`, `just now`."""
    if timezone.now() - moment < timedelta(minutes=1):
        return _("just now")
    return _("%(delay)s ago") % {"delay": delay(moment)}
