"""The transform `plain`: `name__plain__contains=plain("telecom")` finds "Bouygues Télécom" on every database."""

from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import CharField, Transform
from django.dispatch import receiver

ACCENTED = "àáâäãåçéèêëíîïñóôöõúùûüýÿ"
BARE = "aaaaaaceeeeiiinoooouuuuyy"
TO_BARE = str.maketrans(ACCENTED, BARE)


def plain(text: str) -> str:
    """A text as `plain` compares it: small letters, without accents."""
    return text.lower().translate(TO_BARE).replace("œ", "oe")


@CharField.register_lookup
class Plain(Transform):
    """PostgreSQL has all it takes, without the extension that only its administrator may add."""

    lookup_name = "plain"
    function = "PLAIN"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        both = ACCENTED + ACCENTED.upper() + "Œ", BARE + BARE + "œ"
        template = "REPLACE(TRANSLATE(LOWER(%(expressions)s), '{}', '{}'), 'œ', 'oe')".format(*both)
        return self.as_sql(compiler, connection, template=template)


@receiver(connection_created)
def teach_sqlite(connection: Any, **kwargs: Any) -> None:
    """SQLite knows the small letters of English alone, and calls our own function instead."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("PLAIN", 1, plain, deterministic=True)
