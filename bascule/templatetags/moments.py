"""How far away a moment is, in one unit: what people say aloud."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def delay(moment: datetime) -> str:
    """`6 days`: the time between a moment and now, whichever comes first."""
    earlier, later = sorted((moment, timezone.now()))
    return timesince(earlier, later, depth=1)


@register.filter
def ago(moment: datetime) -> str:
    """`6 days ago`, `just now`."""
    if timezone.now() - moment < timedelta(minutes=1):
        return _("just now")
    return _("%(delay)s ago") % {"delay": delay(moment)}
