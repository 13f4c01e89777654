"""The other side of the files: whoever we exchange with, as one process that never touches our tables.

`side` what every side does · `hearing` how a message is taken up · `habits` what is heard and said · `hands` how it is
written · `mail` its files · `memory` what it remembers · `chance`, `faults`, `hours` what decides.

`clearing_house`: `ports` what it makes of each message · `donors` what they answer, and when · `recipients`,
`subscribers` who leaves us · `crowd` everybody else's ports · `port_memory`.
`incumbent`: `accesses` what it makes of each message · `wiring` what it answers, and when · `access_memory` ·
`lines` what it knows of a line, told by `lines_server`.
`together` several sides as one.
"""
