"""Where files lie: seen from us, a base folder holds `to-us/` (we read, then delete) and `from-us/` (we write).

`sftp` is imported by whoever needs it: its library doubles the time in which a command starts.
"""

from operators.exchange.transports.base import FROM_US, TO_US, Transport, TransportDown
from operators.exchange.transports.directory import DirectoryTransport

__all__ = ["FROM_US", "TO_US", "DirectoryTransport", "Transport", "TransportDown"]
