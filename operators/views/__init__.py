"""The screens of this room: the directory of operators, the files that we exchange, the lines in quarantine,
the keys and webhooks of partners."""

from operators.views.directory import operator_detail, operator_list
from operators.views.exchanges import file_detail, file_list, file_send, gap_close
from operators.views.mails import mails, mails_send
from operators.views.partners import key_issue, key_revoke, partner, webhook_add
from operators.views.quarantine import quarantine
from operators.views.webhook import delivery_replay, webhook, webhook_act, webhook_delete

__all__ = [
    "delivery_replay",
    "file_detail",
    "file_list",
    "file_send",
    "gap_close",
    "key_issue",
    "key_revoke",
    "mails",
    "mails_send",
    "operator_detail",
    "operator_list",
    "partner",
    "quarantine",
    "webhook",
    "webhook_act",
    "webhook_add",
    "webhook_delete",
]
