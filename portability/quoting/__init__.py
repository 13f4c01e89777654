"""From numbers as people give them to a verdict a number, a type, its reasons, a price and dates.

`asked` what was asked · `facts` what we know of each number · `rules` what follows from it, a function a reason ·
`pricing` the price · `assess` all of it together, an `assessment`, nothing written · `record` the quote that keeps it.
"""
