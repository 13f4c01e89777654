"""What agents are told of a donor's list, by telephone or by mail."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bascule.inputs import untouched
from operators.models import Operator
from operators.models.reason import UNKNOWN
from operators.numbering import Entry
from portability.forms.demand import readable_numbers
from portability.models import Inventory, RejectionReason


class AnswerForm(forms.Form):
    """Whose answer it is, when several donors are asked."""

    donor = forms.ChoiceField(label=_("Donor"))

    def __init__(self, asked: Sequence[Inventory], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"id_{self.prefix_of_ids}_%s")
        self.donors = {row.donor.code: row.donor for row in asked}
        if len(self.donors) > 1:
            field = self.fields["donor"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
            field.choices = [("", _("Choose")), *((code, donor.name) for code, donor in self.donors.items())]
        else:
            del self.fields["donor"]

    prefix_of_ids = "answer"

    @property
    def whose(self) -> Operator | None:
        """The donor that was chosen; None when there is no choice."""
        return self.donors.get(self.cleaned_data.get("donor", ""))


class InventoryForm(AnswerForm):
    """The donor's own list, entered by hand."""

    prefix_of_ids = "list"

    numbers = forms.CharField(
        label=_("The donor's list"),
        widget=forms.Textarea(attrs=untouched(rows="6", placeholder="01 99 00 00 00 - 01 99 00 00 19")),
    )

    def clean_numbers(self) -> list[Entry]:
        entries = readable_numbers(self.cleaned_data["numbers"])
        if not entries:
            raise forms.ValidationError(_("There is no number in it."))
        return entries


class RefusalForm(AnswerForm):
    """A donor that gives no list, and why if it says so."""

    prefix_of_ids = "refusal"

    code = forms.ChoiceField(label=_("Why"), required=False)

    def __init__(self, asked: Sequence[Inventory], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(asked, data)
        reasons = sorted((row.label, row.code) for row in RejectionReason.objects.exclude(code=UNKNOWN))
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [("", _("no reason given")), *((code, label) for label, code in reasons)]
