"""Lines in the demonstration.

`plant` exchanges, strips and pools · `offers` what is sold · `part` how they are written.
"""

from activation.demo.part import Lines

PART = Lines()
"""How lines play along with the other rooms of the demonstration."""
