"""What is kept of a customer: its own fields, whom to call there, what colleagues should know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bascule.inputs import untouched
from operators.forms import NumberField
from operators.models import Contact, Customer, CustomerKind, CustomerNote
from portability.forms.demand import CustomerForm


class CustomerEditForm(CustomerForm):
    """The customer's own fields; only what was changed here is written, so that nobody undoes a colleague's work."""

    class Meta(CustomerForm.Meta):
        widgets = {**CustomerForm.Meta.widgets, "kind": forms.Select}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean(self) -> dict[str, Any]:
        read = super().clean() or self.cleaned_data
        for name in self.changed_data:
            now, seen = getattr(self.instance, name), self[name].initial if not self.data else self.seen(name)
            if name in read and str(now) not in {seen, str(read[name])}:
                self.add_error(name, _("Somebody else has just made it: %(value)s") % {"value": now})
        if "siret" in self.changed_data or read.get("kind") == CustomerKind.PERSON:
            self.instance.siren = ""
        return read

    def seen(self, name: str) -> str:
        """The value that stood there when the page was opened."""
        return self.data.get(self.add_initial_prefix(name), "")

    def save_changes(self) -> Customer:
        self.instance.save(update_fields=[*self.changed_data, "siren"])
        return self.instance


class ContactForm(forms.ModelForm):
    """Somebody who can be called or written to."""

    phone = NumberField(
        label=_("Telephone"), required=False, max_length=40, widget=forms.TextInput(attrs=untouched(inputmode="tel"))
    )

    class Meta:
        model = Contact
        fields = ["name", "role", "phone", "email"]
        widgets = {"name": forms.TextInput(attrs=untouched()), "email": forms.EmailInput(attrs=untouched())}

    def clean(self) -> dict[str, Any]:
        read = super().clean() or self.cleaned_data
        if not self.errors and not read.get("phone") and not read.get("email"):
            self.add_error("phone", _("Give a telephone number or an e-mail address."))
        return read


class CustomerNoteForm(forms.ModelForm):
    """What colleagues should know of this customer."""

    class Meta:
        model = CustomerNote
        fields = ["text"]
        labels = {"text": _("Note")}
        widgets = {"text": forms.Textarea(attrs={"rows": "2", "placeholder": _("A note for colleagues…")})}
