"""Numbers that leave us: what another operator asks for, what we find, what we answer, and what is left to do.

`asking` a request as it comes in · `facts` what we know of its numbers · `grounds` and `attention` the checks ·
`checks` runs them · `rules` answers without a human · `answering` answers, cancels · `consequences` of each move ·
`closing` the list of things to do after the release · `clock` what the batches do.
"""

from portability.leaving.answering import Verdict, accept_all, answer, cancel
from portability.leaving.asking import Asked, receive, receive_all
from portability.leaving.closing import LateClosing, late_closings, tick

__all__ = [
    "Asked",
    "LateClosing",
    "Verdict",
    "accept_all",
    "answer",
    "cancel",
    "late_closings",
    "receive",
    "receive_all",
    "tick",
]
