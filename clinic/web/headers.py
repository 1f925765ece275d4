"""What every answer says to the browser: what may run, what may be kept, who may look in."""

import hashlib
import secrets
from functools import cache
from pathlib import Path
from typing import Final

from flask import Flask, current_app, g, request, url_for
from werkzeug.wrappers import Response

YEAR_S: Final = 365 * 24 * 3600
UNVERSIONED_S: Final = 3600

FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
    ),
}


def csp_nonce() -> str:
    """This answer's word for the scripts that the page itself names."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def content_security_policy(nonce: str) -> str:
    """Nothing inline, nothing from another host, no frame around us, no plug-in."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def static_url(name: str) -> str:
    """A shipped file's address with its content's hash, so that a browser may keep it for long."""
    read = _read if current_app.config["SETTINGS"].debug else _shipped
    return url_for("static", filename=name, v=read(f"{current_app.static_folder}/{name}"))


@cache
def _shipped(path: str) -> str:
    """Not looked at again, unless somebody may be at work on it."""
    return _read(path)


def _read(path: str) -> str:
    return content_hash(Path(path).read_bytes())


@cache
def content_hash(content: bytes) -> str:
    """What an address carries, so that it changes with what stands there."""
    return hashlib.sha256(content).hexdigest()[:12]


def init_app(app: Flask) -> None:
    app.after_request(_add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.jinja_env.globals["static_url"] = static_url


def _add_headers(response: Response) -> Response:
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", content_security_policy(csp_nonce()))
    if current_app.config["SETTINGS"].https:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR_S}; includeSubDomains"
    response.headers["Cache-Control"] = _keeping(response)
    return response


def _keeping(response: Response) -> str:
    """Pages and documents are kept nowhere: a tablet is handed on, a printer is shared."""
    if request.endpoint != "static" or response.status_code >= 400:  # noqa: PLR2004 - HTTP: refused
        return "no-store"
    if request.args.get("v"):
        return f"public, max-age={YEAR_S}, immutable"
    return f"public, max-age={UNVERSIONED_S}"
