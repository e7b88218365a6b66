"""One settings file; everything that differs between machines comes in from the environment."""

import secrets
import sys
from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF

from khuyencong.config.postgresql import server

django_stubs_ext.monkeypatch()  # lets classes of Django be written as generics

env = environ.Env()

ROOT = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("VAR_DIR", default=str(ROOT / "var"))).absolute()
TESTING = "pytest" in sys.modules
DEBUG = env.bool("DEBUG", default=False)

# In dependency order: an app may import those above it, never those below. The architecture
# tests read this list.
LOCAL_APPS = [
    "khuyencong.ui",
    "khuyencong.documents",
    "khuyencong.places",
    "khuyencong.organisations",
    "khuyencong.accounts",
    "khuyencong.regulations",
    "khuyencong.programmes",
    "khuyencong.establishments",
    "khuyencong.funding",
    "khuyencong.schemes",
    "khuyencong.dossiers",
    "khuyencong.appraisals",
    "khuyencong.planning",
    "khuyencong.group_plans",
    "khuyencong.delivery",
    "khuyencong.adjustments",
    "khuyencong.papers",
    "khuyencong.indicators",
    "khuyencong.illustrative",
    "khuyencong.figures",
    "khuyencong.reporting",
    "khuyencong.portal",
    "khuyencong.desk",
    "khuyencong.api",
    "khuyencong.config",
]

INSTALLED_APPS = [
    *LOCAL_APPS,
    "django.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "procrastinate.contrib.django",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "khuyencong.accounts.http.OwnPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "khuyencong.config.urls"
WSGI_APPLICATION = "khuyencong.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {  # what a page shows many of: rows of lists, fields of forms, the menu
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "khuyencong.ui.words.environment"},
    },
]

FORM_RENDERER = "khuyencong.ui.drawing.FormRenderer"

# Database: a real server by DATABASE_URL, otherwise the embedded one under VAR_DIR.
if "DATABASE_URL" in env.ENVIRON:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "khuyencong.config.postgresql",
            "HOST": server.Folder(VAR_DIR / "postgres").register(),
            "NAME": server.DATABASE,
            "USER": server.SUPERUSER,
        }
    }
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
    "TEST": {"NAME": "test_khuyencong"},
}
if TESTING:  # what a test wrote need not survive the machine
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language: one language, no translation layer; Django's own Vietnamese for its own words.
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# People
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
SIGN_OUT_URL = "accounts:sign_out"
ACCOUNT_URL = "accounts:account"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "/"
# Of `create_demo_users`; without it the command makes one and prints it once.
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "khuyencong.accounts.backends.PersonBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {
        "NAME": "khuyencong.accounts.forms.LengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
# Never the address alone: an office shares one, behind a proxy everybody does, and axes has no
# second, higher limit for it.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "khuyencong.accounts.http.name_tried"

# No request is larger; what asks for less says so itself. Refused before anything is stored.
LARGEST_REQUEST = 64 * 2**20
FILE_UPLOAD_HANDLERS = [
    "khuyencong.config.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Files that the browser loads; the bundle is built by `make setup`, not committed.
STATIC_URL = "/static/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
REPORTS_DIR = VAR_DIR / "reports"
# A deployment names STATIC_ROOT and runs `collectstatic`; elsewhere files come from the apps.
STATIC_ROOT = env.str("STATIC_ROOT", default=None)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = DEBUG

# Security. HTTPS=true says that a proxy in front speaks HTTPS to the world.
HTTPS = env.bool("HTTPS", default=False)
# Without SECRET_KEY each start makes a new one: sessions then end with the server.
SECRET_KEY = env.str("SECRET_KEY", default="") or secrets.token_urlsafe(64)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

# Letters (the digest of what waits): EMAIL_URL, else they are printed.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="khuyencong@localhost")
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")  # what links in letters begin with

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
