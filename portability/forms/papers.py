"""What agents add to a request: a paper, a comment."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bascule.inputs import day_input
from portability.documents.content import SUFFIX
from portability.documents.keeping import Paper
from portability.models import DocumentKind, PortIn

GIVEN = [DocumentKind.SIGNED_MANDATE, DocumentKind.BILL, DocumentKind.OTHER]
"""What somebody sends; the mandate to sign is drawn up here."""


class DocumentForm(forms.Form):
    """A file, what it is, and for a signed mandate its date; the rules are those of `documents.keeping`."""

    kind = forms.ChoiceField(label=_("What it is"), choices=[(one.value, one.label) for one in GIVEN])
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG or JPEG, 10 MB at most."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ", ".join(SUFFIX)}),
    )
    signed_on = forms.DateField(label=_("Signed on"), required=False)

    def __init__(self, port_in: PortIn, today: date, data: QueryDict | None = None, files: Any = None) -> None:
        initial = {"signed_on": port_in.mandate_signed_on}
        super().__init__(data, files, auto_id="id_paper_%s", initial=initial)
        self.fields["signed_on"].widget = day_input(max=today.isoformat())

    def paper(self) -> Paper:
        read = self.cleaned_data
        return Paper(read["kind"], read["file"], read["file"].name, read["signed_on"])


class CommentForm(forms.Form):
    """Words for colleagues, or for the partner too when there is one."""

    text = forms.CharField(
        label=_("Comment"), max_length=2_000, widget=forms.Textarea(attrs={"rows": "2", "placeholder": _("A note…")})
    )
    visible = forms.BooleanField(required=False)

    def __init__(self, port_in: PortIn, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="id_comment_%s")
        self.fields["visible"].label = _("%(partner)s may read it") % {"partner": port_in.partner.name}
        if port_in.partner.is_own:
            del self.fields["visible"]

    @property
    def internal(self) -> bool:
        return not self.cleaned_data.get("visible")
