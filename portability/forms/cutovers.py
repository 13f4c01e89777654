"""What is found when the numbers are called after a cut-over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portability.cutovers import CALLS, Tried


def part_of_a_call(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=CALLS[name], choices=Tried.choices, initial=Tried.UNTRIED, widget=forms.RadioSelect)


class CallForm(forms.Form):
    """Each part of a test call: works, does not, or was not tried."""

    incoming = part_of_a_call("incoming")
    outgoing = part_of_a_call("outgoing")
    shown = part_of_a_call("shown")
    note = forms.CharField(
        label=_("In your words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": "2"})
    )

    def clean(self) -> dict[str, Any]:
        read = super().clean() or self.cleaned_data
        if not self.errors and all(read[name] == Tried.UNTRIED for name in CALLS):
            self.add_error("incoming", _("Say what was tried."))
        return read

    def found(self) -> dict[str, str]:
        """What the history keeps of it."""
        return {name: self.cleaned_data[name] for name in CALLS}
