"""How the life of incoming ports is told to the clearing house, and what it says of them.

`following` what a move entails · `saying` our messages · `register` who is routed where, and which numbers we serve ·
`hearing` what becomes of theirs · `announcing` other people's ports · `splitting` a mixed answer ·
`inventories` the donors' lists.
"""

from portability.clearing_house.following import follow

__all__ = ["follow"]
