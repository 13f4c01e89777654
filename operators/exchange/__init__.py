"""How we talk to a counterpart: in numbered files of messages, one a line. `docs/exchange-format.md` has every rule.

`envelope` a message and its line · `codec` files as bytes · `transports` where files lie (a directory, SFTP) ·
`counterparts` who is on the other side · `outbox` what leaves · `inbox` what comes · `simulator` the other side itself.
"""
