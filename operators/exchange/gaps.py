"""Files of theirs that never came: a counterpart numbers its files without a gap, so a gap is a file that was lost."""

from django.db.models import F, Window
from django.db.models.functions import Lag

from operators.models import ExchangeFile, Way


def missing_numbers(counterpart: str) -> list[range]:
    """The runs of numbers between the first and the last file that came, of which none did; one query."""
    theirs = ExchangeFile.objects.filter(counterpart=counterpart, way=Way.IN, number__gt=0).order_by("number")
    before = Window(Lag("number"), order_by="number")
    gaps = theirs.annotate(before=before).filter(before__lt=F("number") - 1).values_list("before", "number")
    return [range(last + 1, following) for last, following in gaps]
