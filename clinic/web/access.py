"""Who may use which route with which method. What is not declared is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import Flask, current_app, g, has_request_context, request
from werkzeug.exceptions import Forbidden, Unauthorized


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    CLINICIAN = "clinician"
    ASSISTANT = "assistant"
    READER = "reader"


Access = frozenset[Role] | None

ANYBODY: Final[Access] = None  # also who has not signed in
SIGNED_IN: Final[Access] = frozenset(Role)
CARE_TEAM: Final[Access] = frozenset({Role.CLINICIAN, Role.ASSISTANT})
CLINICIANS: Final[Access] = frozenset({Role.CLINICIAN})
ADMINISTRATORS: Final[Access] = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who acts in this request, and as what. Facts only: safe to keep across a rollback."""

    account_id: int
    clinician_id: UUID
    clinic_id: UUID
    name: str
    roles: frozenset[Role]
    time_zone: str
    language: str = "en"  # of the clinic: how numbers are typed
    clinic_name: str = ""
    address: str = ""
    session_id: UUID | None = None

    def may(self, access: Access) -> bool:
        return access is None or bool(self.roles & access)


class SignInNeeded(Unauthorized):
    """Nobody is signed in, and the page is not for anybody."""


V = TypeVar("V", bound=Callable[..., Any])


def permits(**methods: Access) -> Callable[[V], V]:
    """Declares who may use a view, for each of its methods.

    >>> @permits(GET=SIGNED_IN, POST=CLINICIANS)
    ... def routine() -> str: ...
    """

    def declare(view: V) -> V:
        view.access = methods  # type: ignore[attr-defined]  # a declaration on the function
        return view

    return declare


def access_of(view: Callable[..., Any]) -> dict[str, Access]:
    declared: dict[str, Access] = getattr(view, "access", {})
    return declared


def find_actor() -> Actor | None:
    """Who acts in this request; None where nobody is signed in, and outside a request."""
    actor: Actor | None = g.get("actor") if has_request_context() else None
    return actor


def current_actor() -> Actor:
    """Who acts in this request; only for views that are not for anybody."""
    actor = find_actor()
    if actor is None:
        raise SignInNeeded
    return actor


def guard() -> None:
    """Refuses the request unless its view permits its method to who is signed in."""
    if request.endpoint is None:
        return  # an unknown address or method: the router has the answer
    declared = access_of(current_app.view_functions[request.endpoint])
    method = "GET" if request.method == "HEAD" else request.method
    if method not in declared:
        raise Forbidden
    access = declared[method]
    if access is ANYBODY:
        return
    if not current_actor().may(access):
        raise Forbidden


def init_app(app: Flask) -> None:
    app.before_request(guard)
    permits(GET=ANYBODY)(app.view_functions["static"])
    app.jinja_env.globals["may"] = _may_in_template


def _may_in_template(access_name: str) -> bool:
    """For templates: `may("CLINICIANS")`; offers what the person could really do."""
    actor = find_actor()
    accesses = {
        "SIGNED_IN": SIGNED_IN,
        "CARE_TEAM": CARE_TEAM,
        "CLINICIANS": CLINICIANS,
        "ADMINISTRATORS": ADMINISTRATORS,
    }
    return actor is not None and actor.may(accesses[access_name])
