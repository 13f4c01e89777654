"""E-mails to customers and to staff: what happened is read from the history, after its commit, and told once.

Nobody who moves a record waits for a mail, and a mail that cannot be sent undoes nothing. `letters` says who is told of
what (each room enrols its own); `writing` turns what happened into rows; `sending` sends them.
"""

from operators.notifications.exchanges import webhook_switched_off
from operators.notifications.letters import Letter, Staff, tells, watches
from operators.notifications.sending import send_waiting
from operators.notifications.writing import write_mails

__all__ = ["Letter", "Staff", "send_waiting", "tells", "watches", "webhook_switched_off", "write_mails"]
