"""ARCEP's open data: who the operators are, and which numbers, prefixes and RIO codes they hold.

`lines` understands one line, `files` reads the four files, `overlaps` and `reconcile` compare them with what
we hold (all pure); `importing` loads, compares and writes, in one transaction.
"""
