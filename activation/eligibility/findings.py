"""What was found of a line, in our words: each finding stands in the way of an order, or warns."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from activation.eligibility.asking import UNREACHABLE
from activation.reasons import reasons_for
from operators.models.reason import UNKNOWN


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: our code, the words, whether it stands in the way, and the field to change, if one would help."""

    code: str
    words: str
    blocks: bool
    field: str = ""


def findings_of(codes: Iterable[str]) -> list[Finding]:
    """What codes of the incumbent mean; one that nobody has mapped yet warns, in its own words."""
    given = list(dict.fromkeys(codes))
    reasons = reasons_for(code for code in given if code != UNREACHABLE)
    found = []
    for code in given:
        if code == UNREACHABLE:
            words = _("The eligibility server did not answer: the line was not checked.")
            found.append(Finding(UNREACHABLE, words, blocks=False))
            continue
        reason = reasons[code]
        words = f"{reason.label}: {code}" if reason.code == UNKNOWN else reason.meaning
        fields = reason.correctable_fields
        found.append(Finding(reason.code, words, reason.blocks_an_order, fields[0] if fields else ""))
    return found
