"""What people type on the pages of partners."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bascule.board import start_of
from bascule.events import event_types
from bascule.models import Life
from bascule.rules import RuleRefused
from operators.models import ApiKey, Operator, Scope, Webhook
from operators.webhooks import minding
from operators.webhooks.targets import LONGEST


class KeyForm(forms.Form):
    """A new key: for what, from where, until when."""

    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Write implies read."),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: until it is revoked."),
    )
    allowed_ips = forms.CharField(
        label=gettext_lazy("Allowed addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=gettext_lazy("Addresses or networks, one a line; empty: from anywhere."),
    )

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return day

    def issue(self, operator: Operator) -> tuple[ApiKey, str] | None:
        """The key and its secret; None when the form is to be shown again, with what is wrong."""
        if not self.is_valid():
            return None
        said, day = self.cleaned_data, self.cleaned_data["expires_on"]
        until = start_of(day + timedelta(days=1)) if day else None
        fields: dict[str, Any] = {"allowed_ips": said["allowed_ips"].split(), "expires_at": until}
        try:
            return ApiKey.objects.issue(operator, said["name"], said["scopes"], **fields)
        except ValidationError as error:
            self.add_error(None, error.messages)
            return None


class WebhookForm(forms.Form):
    """A new address, and the events that it is told."""

    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off", "spellcheck": "false"}),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("Events"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("None chosen: all of them."),
    )

    def __init__(self, operator: Operator, *args: Any) -> None:
        super().__init__(*args)
        self.operator = operator
        self.fields["events"].choices = [(event, event) for event in events_for(operator)]  # type: ignore[attr-defined]

    def add(self, now: datetime) -> tuple[Webhook, str] | None:
        """The address and its secret; None when the form is to be shown again, with what is wrong."""
        if not self.is_valid():
            return None
        try:
            return minding.add(self.operator, self.cleaned_data["url"], self.cleaned_data["events"], now=now)
        except RuleRefused as refused:
            self.add_error(refused.field, refused)
            return None


def events_for(operator: Operator) -> list[str]:
    """The events that an operator can be told of: a partner has no part in records that belong to none."""
    owned = {model.KIND for model in apps.get_models() if issubclass(model, Life) and hasattr(model, "partner_id")}
    return sorted(event for event in event_types() if operator.is_own or event.partition(".")[0] in owned)
