"""What the incumbent knows of a line before it is ordered: `ELIGIBILITY_URL` says whom we ask.

`simulator:` answers by itself, `simulator:7` from another seed; `http://…` and `https://…` name a server that speaks as
`docs/incumbent-format.md` has it; empty means that nobody answers, and that the agent chooses the exchange by hand.
"""

from activation.eligibility.asking import LineCheck, Place, check_line
from activation.eligibility.findings import Finding, findings_of

__all__ = ["Finding", "LineCheck", "Place", "check_line", "findings_of"]
