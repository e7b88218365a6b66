"""The product's settings, with what would only slow tests down taken out."""

from khuyencong.config.settings import *  # noqa: F403 -- the same settings, on purpose
from khuyencong.config.settings import DATABASES, LOGGING

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECRET_KEY = "one key for every test run, so that signed values can be compared"
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A refusal is what many tests ask for; its traceback is read by nobody.
LOGGING |= {"loggers": {"django.request": {"level": "ERROR"}}}
