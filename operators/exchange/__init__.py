"""How we talk to a counterpart: in numbered files of messages, one a line.

`docs/exchange-format.md` and `docs/incumbent-format.md` have every rule.

`envelope` a message · `codecs` the formats of files · `transports` where they lie (a directory, SFTP) ·
`counterparts` who is on the other side · `outbox` what leaves · `inbox` what comes · `simulator` the other side itself.
"""
