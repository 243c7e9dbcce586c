"""Settings that hold everywhere; the other modules of this package say only how they differ."""

from django.utils.translation import gettext_lazy as _

from config.env import BASE_DIR, env
from core.web.csp import PUBLIC_POLICY

# --- The installation: one region, one site ---------------------------------------------------
SITE_NAME = env("SITE_NAME", default="Вече")
REGION_NAME = env("REGION_NAME", default="Амурская область")
REGION_TIME_LABEL = env("REGION_TIME_LABEL", default="время благовещенское")
EMBLEM_URL = env("EMBLEM_URL", default="")
SOURCE_URL = env("SOURCE_URL", default="")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
DATA_DIR = BASE_DIR / "var"
# Demo logins share a password that everybody knows: production says no.
DEMO_ALLOWED = True

SECRET_KEY = env("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])

INSTALLED_APPS = [
    # before ours: consultations.comments takes a handler of the package off
    "django_comments_xtd",
    "django_comments",
    # ours, from the top floor down
    "config",
    "demo",
    "cms",
    "cms.registers.tracker",
    "cms.registers.formation",
    "cms.registers.activity",
    "cms.registers.resources",
    "search.alerts",
    "search",
    "consultations.desk",
    "consultations.reader",
    "consultations.amendments",
    "consultations.following",
    "consultations.letters",
    "consultations.conclusions",
    "consultations.room",
    "consultations.expertise",
    "consultations.hearings",
    "consultations.control",
    "consultations.experts",
    "consultations.requests",
    "consultations.comments",
    "consultations.process",
    "drafts",
    "core.journal",
    "core.accounts",
    "core.rules",
    "core.mail",
    "core.documents",
    "core.uploads",
    "core.clock",
    "core.web",
    # Wagtail
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.redirects",
    "wagtail.contrib.forms",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    # others
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rest_framework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "core.web.middleware.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.web.middleware.DisplayPreferencesMiddleware",
    "axes.middleware.AxesMiddleware",
    # Addresses that pages had before they were renamed or moved; asked on a 404 only.
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "core.web.context_processors.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ------------------------------------------------------------------------------------
# WAL, an immediate write lock and a long wait: with Django's defaults concurrent writers of
# comments fail with "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"sqlite:///{(DATA_DIR / 'veche.sqlite3').as_posix()}"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

CACHES = {
    "default": {
        "BACKEND": "core.web.cache.CountingDatabaseCache",
        "LOCATION": "web_cache",
        "TIMEOUT": 300,
    }
}

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="Asia/Yakutsk")
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Static files ----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- Accounts --------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "reader:my"
# Staff go to their work instead: the first place whose action (permission table) is allowed.
WORKPLACES = (("desk.enter", "desk:home"), ("cms.admin", "wagtailadmin_home"))
LOGOUT_REDIRECT_URL = "/"
SITE_ID = 1
ACCOUNT_ADAPTER = "core.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_SIGNUP_FORM_CLASS = "core.accounts.forms.SignupForm"
# One lock, not two: allauth's own count of failures is off.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
# Lock-out: five wrong passwords for one e-mail from one address close that pair for an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "core.accounts.lockout.attempted_name"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "core.web.addresses.client_ip"

# --- Mail ------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Вече <no-reply@veche.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 30
EMAIL_SUBJECT_PREFIX = ""

# --- Comments (django-comments-xtd stays behind consultations.comments) ----------------------
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "consultations.comments.models.ProvisionComment"
COMMENTS_XTD_CONFIRM_EMAIL = False
COMMENTS_XTD_THREADED_EMAILS = False
COMMENTS_XTD_MAX_THREAD_LEVEL = 1
COMMENTS_XTD_API_GET_USER_AVATAR = "consultations.comments.avatars.no_avatar"

# --- Uploads ---------------------------------------------------------------------------------
SOFFICE = env("SOFFICE", default="")  # path of LibreOffice; empty: the one on PATH, if any
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
# With one proposal: how many files, the size of each and of all together.
ATTACHMENTS = {
    "files": env.int("ATTACHMENT_FILES", default=5),
    "file_bytes": env.int("ATTACHMENT_FILE_BYTES", default=10 * 1024 * 1024),
    "total_bytes": env.int("ATTACHMENT_TOTAL_BYTES", default=25 * 1024 * 1024),
}
# Dotted path of a callable(data, name) that raises if the file must not be kept; empty: none.
UPLOAD_SCANNER = env("UPLOAD_SCANNER", default="")
# A file of a signed document whose maker was not heard of for so long is begun again.
FILE_LOST_SECONDS = env.int("FILE_LOST_SECONDS", default=600)

# --- Limits (requests per key and period; see core.web.ratelimits) ---------------------------
# How many proxies stand before the site: whom a limit counts (core.web.addresses).
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
RATELIMIT_IP_META_KEY = "core.web.addresses.client_ip"
RATE_LIMITS = {
    # To one mailbox, which many machines together could flood. A network address is no reason to
    # refuse a proposal, for a village may share one: see COMMENT_LIMITS.
    "comment-letters": env("RATE_COMMENT_LETTERS", default="30/h"),
    "attach": env("RATE_ATTACH", default="300/h"),
    "report": env("RATE_REPORT", default="30/h"),
    "join": env("RATE_JOIN", default="120/h"),
    "join-letters": env("RATE_JOIN_LETTERS", default="20/h"),
    "answers": env("RATE_ANSWERS", default="1000/h"),
    "answers-letters": env("RATE_ANSWERS_LETTERS", default="20/h"),
    "request": env("RATE_REQUEST", default="1000/h"),
    "request-letters": env("RATE_REQUEST_LETTERS", default="20/h"),
    "follow": env("RATE_FOLLOW", default="30/h"),
    "similar": env("RATE_SIMILAR", default="2000/h"),
    "mark": env("RATE_MARK", default="600/h"),
    "confirm": env("RATE_CONFIRM", default="60/h"),
    "resend": env("RATE_RESEND", default="5/h"),
    "feed": env("RATE_FEED", default="60/m"),
    "search": env("RATE_SEARCH", default="60/m"),
    # Asked by the page itself while one types.
    "suggest": env("RATE_SUGGEST", default="300/m"),
    "upload": env("RATE_UPLOAD", default="60/h"),
}

# What makes a proposal wait for a moderator: that many of one e-mail in a day, of one network
# address in an hour, of all together in a minute; a form filled in faster than a person can.
COMMENT_LIMITS = {
    "person_day": env.int("LIMIT_PERSON_DAY", default=20),
    "address_hour": env.int("LIMIT_ADDRESS_HOUR", default=15),
    "consultation_minute": env.int("LIMIT_CONSULTATION_MINUTE", default=120),
    "shortest_seconds": env.int("LIMIT_SHORTEST_SECONDS", default=3),
    # So many letters an hour ask to confirm what came from one network address; others leave later.
    "letters_hour": env.int("LIMIT_LETTERS_HOUR", default=1000),
}

# --- Search ----------------------------------------------------------------------------------
# Where Elasticsearch is; empty: there is none, and the site's own database answers.
ELASTICSEARCH_URL = env("ELASTICSEARCH_URL", default="")
# What names of its indices begin with: several sites may share a node.
ELASTICSEARCH_PREFIX = env("ELASTICSEARCH_PREFIX", default="veche")
# How many seconds a visitor waits for it.
ELASTICSEARCH_TIMEOUT = env.float("ELASTICSEARCH_TIMEOUT", default=1.0)
DATABASE_SEARCH = "search.backends.database.DatabaseBackend"
ELASTIC_SEARCH = "search.backends.elastic.ElasticBackend"
# Which index answers. The one in the database is kept in any case: an outage falls back to it.
SEARCH_BACKEND = env(
    "SEARCH_BACKEND", default=ELASTIC_SEARCH if ELASTICSEARCH_URL else DATABASE_SEARCH
)

# --- Wagtail ---------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# E-mail, password and signing in are matters of the account, not of the editorial office.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "cms:admin_login"
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# A picture is decoded whole to be scaled: four bytes a pixel.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.ImageForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# A page that is renamed or moved is found at its old address too.
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAILEMBEDS_FINDERS: list[dict] = []
TAGGIT_CASE_INSENSITIVE = True
CMS_ADMIN_PATH = "cms-admin/"

# --- Security --------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = PUBLIC_POLICY
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.web.views.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
