"""Numbers that leave us: what another operator asks for, what we find, what we answer, and what is left to do.

`asking` a request as it comes in · `facts` what we know of its numbers · `grounds` and `attention` the checks ·
`checks` runs them · `rules` answers without a human · `answering` answers, cancels · `planning` go, another day ·
`consequences` of each move · `closing` the list of things to do after the release · `clock` what the batches do.
"""

from portability.leaving.answering import Verdict, accept_all, answer, cancel
from portability.leaving.asking import Asked, receive, receive_all
from portability.leaving.closing import LateClosing, late_closings, tick
from portability.leaving.planning import go, reschedule

__all__ = [
    "Asked",
    "LateClosing",
    "Verdict",
    "accept_all",
    "answer",
    "cancel",
    "go",
    "late_closings",
    "receive",
    "receive_all",
    "reschedule",
    "tick",
]
