"""What agents answer to a recipient: each number let go, or refused on a legal ground with its evidence."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bascule.inputs import day_input, untouched
from portability.conduct import ActReason
from portability.deadlines import Window
from portability.forms.demand import readable_numbers
from portability.leaving import Verdict
from portability.leaving.answering import TYPED
from portability.models.port_out import Answer, Refusal

ACCEPT = Answer.ACCEPTED.value
LONGEST_EVIDENCE = 200
PUT_OFF_BECAUSE = (ActReason.CUSTOMER_NOT_READY, ActReason.NOT_READY, ActReason.OTHER)
BY_HAND = [(one.value, one.label) for one in Refusal if one in TYPED]


class ToAnswer(Protocol):
    """Numbers that get one answer."""

    nationals: list[str]
    shown: str
    grounds: dict[str, str]
    fails: bool

    @property
    def first(self) -> str: ...

    @property
    def can_go(self) -> bool: ...


class AnswerForm(forms.Form):
    """One choice a row; only the grounds that a failed check shows are offered, and those a human can show."""

    by_hand = forms.CharField(
        label=_("These numbers"), required=False, widget=forms.Textarea(attrs=untouched(rows="2"))
    )
    ground = forms.ChoiceField(label=_("Legal ground"), required=False, choices=[("", _("Choose")), *BY_HAND])
    evidence = forms.CharField(
        label=_("What shows it"),
        required=False,
        max_length=LONGEST_EVIDENCE,
        help_text=_("Facts, codes and dates that the recipient can check; never a bill or a commitment."),
    )
    seen = forms.BooleanField(label=_("I have read the signals, and let the numbers go"), required=False)

    def __init__(self, rows: Sequence[ToAnswer], *, warns: bool, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="id_answer_%s")
        self.rows, self.lets_all_go = rows, bool(data and data.get("all"))
        for row in rows:
            self.fields[name_of(row)] = forms.ChoiceField(
                label=row.shown,
                choices=choices_of(row),
                initial=next(iter(row.grounds)) if row.fails else ACCEPT,
                required=not self.lets_all_go,
            )
        if not warns:
            del self.fields["seen"]

    def with_fields(self) -> Iterator[tuple[ToAnswer, Any]]:
        """Each row with its choice, for the page."""
        for row in self.rows:
            yield row, self[name_of(row)]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or self.cleaned_data
        if self.errors:
            return read
        self.check_by_hand(read)
        if "seen" in self.fields and not read.get("seen") and any(one.accepted for one in self.answers().values()):
            self.add_error("seen", _("Read the signals first, then say so here."))
        return read

    def clean_by_hand(self) -> list[str]:
        entries = readable_numbers(self.cleaned_data["by_hand"])
        listed = [entry.national for entry in entries if entry.national]
        asked = {national for row in self.rows for national in row.nationals}
        if strangers := [national for national in listed if national not in asked]:
            raise forms.ValidationError(_("Nobody asks for %(number)s here.") % {"number": strangers[0]})
        return listed

    def check_by_hand(self, read: dict[str, Any]) -> None:
        """All three or none: a refusal without its ground or its evidence is none."""
        typed = [name for name in ("by_hand", "ground", "evidence") if read.get(name)]
        missing = {
            "by_hand": _("Say which numbers are refused."),
            "ground": _("A refusal needs a legal ground."),
            "evidence": _("A refusal needs what shows it."),
        }
        for name, sentence in missing.items():
            if typed and name not in typed:
                self.add_error(name, sentence)
        if typed and self.lets_all_go:
            self.add_error("by_hand", _("A refusal is typed here: empty it to let every number go."))

    def answers(self) -> dict[str, Verdict]:
        """The verdict of each number; what was typed by hand goes before the choice of its row."""
        read = self.cleaned_data
        accepted = Verdict(accepted=True)
        if self.lets_all_go:
            return {national: accepted for row in self.rows for national in row.nationals}
        found: dict[str, Verdict] = {}
        for row in self.rows:
            chosen = read[name_of(row)]
            verdict = accepted if chosen == ACCEPT else Verdict(accepted=False, refusal=chosen)
            found |= dict.fromkeys(row.nationals, verdict)
        if read.get("ground") and read.get("evidence"):
            typed = Verdict(accepted=False, refusal=read["ground"], evidence={"said": read["evidence"]})
            found |= dict.fromkeys(read.get("by_hand") or [], typed)
        return found

    def refuse(self, field: str | None, sentences: Iterable[str]) -> None:
        """Put what the business said beside the row it is about."""
        national = (field or "").partition("numbers.")[2]
        row = next((one for one in self.rows if national in one.nationals), None)
        for sentence in sentences:
            self.add_error(name_of(row) if row else None, sentence)


def name_of(row: ToAnswer) -> str:
    return f"answer_{row.first}"


def choices_of(row: ToAnswer) -> list[tuple[str, Any]]:
    refusals = [(code, format_lazy(_("Refuse: {ground}"), ground=Refusal(code).label)) for code in row.grounds]
    return [*([(ACCEPT, _("Accept"))] if row.can_go else []), *refusals]


class WithdrawForm(forms.Form):
    """Why the recipient no longer wants the numbers."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[(one.value, one.label) for one in (ActReason.CUSTOMER_WITHDREW, ActReason.MISTAKE, ActReason.OTHER)],
    )


class PutOffForm(forms.Form):
    """The day on which the recipient wants the numbers instead, and why."""

    date = forms.DateField(label=_("New date"))
    window = forms.ChoiceField(label=_("Window"), choices=Window.choices)
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[
            (one.value, one.label) for one in (ActReason.CUSTOMER_NOT_READY, ActReason.NOT_READY, ActReason.OTHER)
        ],
    )

    def __init__(self, first: str, window: str, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="id_put_off_%s", initial={"date": first, "window": window})
        self.fields["date"].widget = day_input(min=first)
