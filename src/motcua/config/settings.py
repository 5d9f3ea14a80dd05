"""Django settings: every value that an installation may change comes from the environment."""

from __future__ import annotations

from pathlib import Path

from motcua.config import environment as env
from motcua.config import logs, sign_in
from motcua.config.policy import SECURE_CSP
from motcua.config.safety import refuse_unsafe

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = env.home_folder(BASE_DIR.parent.parent)

PRODUCTION = env.text("MOTCUA_ENV", "development") == "production"
DEBUG_ASKED = env.flag("MOTCUA_DEBUG")
DEBUG = DEBUG_ASKED and not PRODUCTION
SECRET_KEY = env.text("MOTCUA_SECRET_KEY") or env.key_file(HOME, "secret")
AUDIT_KEY = env.text("MOTCUA_AUDIT_KEY") or env.key_file(HOME, "audit")
BASE_URL = env.text("MOTCUA_BASE_URL", f"http://127.0.0.1:{env.whole('PORT', 8000)}")
ALLOWED_HOSTS = env.words("MOTCUA_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
PROVINCE_NAME = env.text("MOTCUA_PROVINCE", "Tỉnh Vĩnh Long")

INSTALLED_APPS = [
    "motcua.web",
    "motcua.access",
    "motcua.audit",
    "motcua.jobs",
    "motcua.files",
    "motcua.organisation",
    "motcua.rulebook",
    "motcua.papers",
    "motcua.catalog",
    "motcua.publication",
    "motcua.receiving",
    "motcua.defects",
    "motcua.followup",
    "motcua.posting",
    "motcua.online",
    "motcua.proposals",
    "motcua.processes",
    "motcua.review",
    "motcua.onthespot",
    "motcua.faces",
    "motcua.config.apps.ServerConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "motcua.web.middleware.request_id",
    "motcua.config.metrics.measured",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.web.language.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.access.middleware.actor",
    "motcua.access.middleware.sessions",
    "motcua.access.middleware.once",
    "motcua.config.front.refusal.refusals",
    "motcua.web.middleware.user_errors",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [],
        "OPTIONS": {
            "environment": "motcua.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "motcua.web.context.page",
            ],
        },
    },
]

DATABASES = {"default": env.database(HOME)}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "own-account"
SESSION_IDLE_SECONDS = env.whole("MOTCUA_SESSION_IDLE_MINUTES", 60) * 60
SESSION_LONGEST_SECONDS = env.whole("MOTCUA_SESSION_HOURS", 10) * 3600
globals().update(sign_in.settings(BASE_URL))

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = HOME / "files"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = SESSION_LONGEST_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "motcua.web.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BASE_URL.startswith("https://")
SECURE_HSTS_SECONDS = 31536000 if BASE_URL.startswith("https://") else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = SECURE_CSP

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
UPLOAD_LIMIT_BYTES = env.whole("MOTCUA_UPLOAD_LIMIT", 64 * 1024 * 1024)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"
METRICS_TOKEN = env.text("MOTCUA_METRICS_TOKEN")
LOGGING = logs.configure(env.text("MOTCUA_LOG_LEVEL", "INFO"))

if PRODUCTION:
    refuse_unsafe(globals())
