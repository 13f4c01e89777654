"""The other side of the files: the clearing house and every donor, as one process that never touches our tables.

`clearing_house` the whole · `hearing` what it makes of each message · `donors` what they answer, and when · `crowd`
everybody else's ports · `mail` its files · `memory` what it remembers · `chance`, `faults`, `hours` what decides.
"""
