"""How long a counterpart has to answer a file, and how often we send one: dated settings."""

from django.utils.translation import gettext_lazy as _

from bascule.dated import Declared, declare

declare(
    Declared("file_ack_minutes", _("A file is acknowledged within this"), _("minutes"), 1, 1_440),
    Declared("file_sendings", _("How often a file is sent before people talk"), _("count"), 1, 10),
)
