"""Lines in the demonstration: exchanges and offers, lines of before, and people who subscribe day after day.

`plant` exchanges, strips, pools · `offers` what is sold · `people` who subscribes, and what they want ·
`past` the lines that worked before the first day · `days` what happens on each ·
`part` how it plays along with the other rooms.
"""

from activation.demo.part import Lines

PART = Lines()
