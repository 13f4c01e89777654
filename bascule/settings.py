"""The one settings file: the environment is read here, once, and nonsense is refused with a sentence.

Production is what happens when nothing is said; `DEBUG=on` opts in to a trial on one's own machine.
"""

import re
import warnings
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

SWITCH = dict.fromkeys(["on", "true", "yes", "1"], True) | dict.fromkeys(["off", "false", "no", "0"], False)


def switch(name: str, *, default: bool) -> bool:
    """Read a variable that is on or off; a slip of the pen is refused, not taken for off."""
    said = env(name, default="").strip().lower()
    if said and said not in SWITCH:
        raise ImproperlyConfigured(f"{name} is {said!r}: write on or off.")
    return SWITCH.get(said, default)


DEBUG = switch("DEBUG", default=False)

SECRET_KEY = env("SECRET_KEY", default="")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("SECRET_KEY is empty: set it, or DEBUG=on for a trial on your machine.")
    SECRET_KEY = "a-trial-on-ones-own-machine-needs-no-secret"  # noqa: S105

# Former values, newest first: what they signed or sealed stays good until they are taken out.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS:
    if not DEBUG:
        raise ImproperlyConfigured("ALLOWED_HOSTS is empty: give the names of this server, comma-separated.")
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

OWN_OPERATOR = env("OWN_OPERATOR", default="")
if OWN_OPERATOR and not re.fullmatch(r"[A-Z0-9]{2,8}", OWN_OPERATOR):
    raise ImproperlyConfigured(
        f"OWN_OPERATOR is {OWN_OPERATOR!r}: write an operator code, 2 to 8 capitals or digits, such as BASC."
    )


def database() -> dict[str, object]:
    """Read DATABASE_URL; SQLite beside the code when it is not set."""
    sentence = "DATABASE_URL is not usable: write postgres://user:password@host:5432/name or sqlite:///path/to/file."
    try:
        with warnings.catch_warnings(action="error"):
            found = env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'bascule.sqlite3'}")
    except (ValueError, UserWarning, environ.ImproperlyConfigured):
        raise ImproperlyConfigured(sentence) from None  # the cause quotes the password
    engine = found.get("ENGINE", "")
    if engine == "django.db.backends.postgresql" and found.get("NAME"):
        return {**found, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    if engine == "django.db.backends.sqlite3" and found.get("NAME"):
        # Writers wait for each other instead of failing half-way: a transaction takes its lock at once.
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
        return {**found, "OPTIONS": options}
    raise ImproperlyConfigured(sentence)


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "bascule",
    "operators",
    "portability",
    "activation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "csp",
    "django_filters",
    "django_fsm",
    "django_htmx",
    "django_q",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "template_partials",
]

MIDDLEWARE = [
    "bascule.api.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bascule.urls"
WSGI_APPLICATION = "bascule.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bascule.dashboard.layout",
            ],
        },
    },
]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env("DOCUMENTS_DIR", default=str(BASE_DIR / "var" / "documents")),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Whom we exchange files with; secrets are here and nowhere else. docs/exchange-format.md says how the folders are used.
COUNTERPARTS = {
    key: {
        "code": env(f"{key}_CODE".upper(), default=code),
        "url": env(f"{key}_URL".upper(), default=f"directory://{quote(str(BASE_DIR / 'var' / folder))}"),
        **{part: env(f"{key}_{part}".upper(), default="") for part in ("host_key", "key_file", "password")},
    }
    for key, code, folder in (("clearing_house", "APNF", "clearing-house"), ("incumbent", "FRTE", "incumbent"))
}

# Who tells of a line before it is ordered: simulator:, a server of docs/incumbent-format.md, or nobody.
ELIGIBILITY_URL = env("ELIGIBILITY_URL", default="simulator:" if DEBUG else "")
if not re.fullmatch(r"(simulator:[0-9]*|https?://\S+)?", ELIGIBILITY_URL):
    raise ImproperlyConfigured(
        f"ELIGIBILITY_URL is {ELIGIBILITY_URL!r}: write simulator:, https://lines.example or nothing."
    )

# Which platforms are told of the resources of lines; those without an address are kept in our own books.
PROVISIONING = {
    kind: {part: env(f"PROVISIONING_{kind}_{part}".upper(), default="") for part in ("url", "token")}
    for kind in ("low_speed", "dhcp", "multicast", "tv_user", "mer", "voip")
}

# Where webhooks may go. To private addresses, by http and to any port: for tests and trials only.
WEBHOOKS_TO_PRIVATE = switch("WEBHOOKS_TO_PRIVATE", default=False)
WEBHOOK_PORTS = env.list("WEBHOOK_PORTS", default=["443", "8443"])
if not all(re.fullmatch(r"[1-9][0-9]{0,4}", port) for port in WEBHOOK_PORTS):
    raise ImproperlyConfigured(f"WEBHOOK_PORTS is {','.join(WEBHOOK_PORTS)!r}: write ports, such as 443,8443.")
WEBHOOK_PORTS = [int(port) for port in WEBHOOK_PORTS]


def mail_server() -> dict[str, object]:
    """Read EMAIL_URL; the console when it is not set, so that nobody is written to by accident."""
    sentence = "EMAIL_URL is not usable: write smtp+tls://user:password@host:587, smtp+ssl://… or consolemail://."
    try:
        found = env.email_url("EMAIL_URL", default="consolemail://")
    except (KeyError, ValueError, environ.ImproperlyConfigured):
        raise ImproperlyConfigured(sentence) from None  # the cause quotes the password
    if not found.get("EMAIL_BACKEND"):
        raise ImproperlyConfigured(sentence)
    wanted = {"BACKEND", "HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL", "FILE_PATH"}
    return {name: value for name, value in found.items() if name.removeprefix("EMAIL_") in wanted}


globals().update(mail_server())
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM", default="bascule@localhost")
PUBLIC_URL = env("PUBLIC_URL", default="").rstrip("/")
if PUBLIC_URL and not re.fullmatch(r"https?://[^/\s]+", PUBLIC_URL):
    raise ImproperlyConfigured(f"PUBLIC_URL is {PUBLIC_URL!r}: write how people reach this, https://bascule.example.")

LOGIN_URL = "login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]

# An account is shut for those who guess at it from one address, not for its owner elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "bascule.callers.address_of"
AXES_LOCKOUT_CALLABLE = "bascule.callers.slow_down"
AXES_VERBOSE = False
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

BEHIND_HTTPS = switch("BEHIND_HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = BEHIND_HTTPS
BEHIND_PROXY = switch("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

API_RATE = env("API_RATE", default="600/min")
if not re.fullmatch(r"[1-9][0-9]*/(s|sec|second|min|minute|h|hour|d|day)", API_RATE):
    raise ImproperlyConfigured(f"API_RATE is {API_RATE!r}: write how many requests a key may make, such as 600/min.")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["operators.api.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["operators.api.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["bascule.api.parsing.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "bascule.api.CursorPages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["operators.api.KeyThrottle"],
    "DEFAULT_THROTTLE_RATES": {"key": API_RATE},
    "EXCEPTION_HANDLER": "bascule.api.problem",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

CHOICES_OF_THE_API = [
    *("operators.models.CustomerKind", "portability.models.document.DocumentKind", "portability.cutovers.Tried"),
    *(f"portability.models.quote.{name}" for name in ("PortKind", "QuoteState", "Scope")),
    *("portability.models.inventory.InventoryState", "portability.models.port_in_state.PortInState"),
    *("portability.models.port_out.PortOutState", "activation.models.states.SubscriptionState"),
    *("activation.models.states.OrderState", "activation.models.states.Technology", "activation.models.offer.Parcel"),
    *("activation.models.allocation.AllocationStatus", "activation.models.shipment.ShipmentStatus"),
]
"""Choices that several bodies share: the document names each once."""
SPECTACULAR_SETTINGS = {
    "TITLE": "Bascule",
    "DESCRIPTION": "Number portability and line activation, for partner operators.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "bascule.api.schema.describe_manners",
    ],
    "ENUM_NAME_OVERRIDES": {
        "NumberKindEnum": "operators.numbering.Kind",
        "GroundOfRefusalEnum": "portability.models.port_out.Refusal",
        "ServiceKindEnum": "activation.api.showing.PLATFORMS",
        **{f"{path.rpartition('.')[2]}Enum": path for path in CHOICES_OF_THE_API},
    },
}

Q_CLUSTER = {
    "name": "bascule",
    "orm": "default",
    "workers": 2,
    "queue_limit": 4,
    # The longest batch takes up a full file of every ported number: some 3 million lines, at 75,000 a second.
    "timeout": 900,
    # The retry clock starts when the row is fetched, not when work starts: 900 s x (4 / 2 + 2), with room.
    "retry": 4_000,
    "max_attempts": 3,
    "catch_up": False,
    "poll": 1,
    "save_limit": 250,
    "label": _("Tasks"),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "bascule.api.RequestIdFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # It writes whole addresses, which are partners' secrets.
    "loggers": {"httpx": {"level": "WARNING"}},
}

# Whether every subdomain is served over HTTPS is for the owner of the domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
