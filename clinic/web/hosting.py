"""How the application is told to stand towards browsers and proxies."""

from typing import Any, Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from clinic.config import Settings

KIB: Final = 1024


def configure(app: Flask, settings: Settings) -> None:
    app.config.update(_flask_settings(settings))
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's own way to wrap it
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


def _flask_settings(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY_FALLBACKS": list(settings.older_secret_keys),
        "MAX_CONTENT_LENGTH": settings.largest_request_kib * KIB,
        "MAX_FORM_MEMORY_SIZE": settings.largest_request_kib * KIB,
        "TRUSTED_HOSTS": list(settings.answers_to),
        "SESSION_COOKIE_NAME": "__Host-stepback" if settings.https else "stepback",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PREFERRED_URL_SCHEME": "https" if settings.https else "http",
        "TEMPLATES_AUTO_RELOAD": settings.debug,
        # A database error's text would carry the values of the statement into the log.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": not settings.debug},
    }
