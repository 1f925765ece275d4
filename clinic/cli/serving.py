"""`stepback serve`: the instance, on granian."""

import os
import socket
from pathlib import Path

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from clinic import create_app, schema
from clinic.accounts.first_visit import set_up_token
from clinic.accounts.queries import instance_is_empty
from clinic.cli.instance import instance_folder, opened, settings_of
from clinic.cli.sentences import refuse
from clinic.config import Settings
from clinic.documents.press_room import open_press_room

# Read by the workers, which are processes of their own.
INSTANCE = "STEPBACK_INSTANCE"


@click.command()
@click.option("--address", help="Address to listen on.  [default: from the settings, 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port.  [default: from the settings, 8000]"
)
@click.option("--check-port", is_flag=True, hidden=True, help="Only say whether the port is free.")
@click.pass_context
def serve(
    context: click.Context, address: str | None, port: int | None, *, check_port: bool
) -> None:
    """Serve the instance until it is stopped (Ctrl-C).

    It listens on this machine only, unless the settings say otherwise; other machines reach it
    through a proxy with TLS (docs/operations.md has one for nginx). What is unsafe stops the start
    with a sentence: a key that others can read, a public address without TLS, a database that was
    not brought up to date.
    """
    if check_port:
        _refuse_port_in_use(address or "127.0.0.1", port or 8000)
        return
    _put_before_the_settings(address=address, port=port)
    settings = settings_of(context.obj)
    _refuse_port_in_use(settings.address, settings.port)
    schema.require_current(settings)
    _greet(settings)
    os.environ[INSTANCE] = str(instance_folder(context.obj))
    Granian(
        "clinic.cli.serving:make_application",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.address,
        port=settings.port,
        workers=settings.workers,
        blocking_threads=settings.threads,
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,  # addresses of pages carry ids; who looked is in the access journal
        respawn_failed_workers=True,
    ).serve()


def make_application() -> Flask:
    """For the server's workers: the application of the instance that was named."""
    app = create_app(settings_of(Path(os.environ[INSTANCE])))
    open_press_room(app)
    return app


def _put_before_the_settings(**chosen: str | int | None) -> None:
    """What was typed wins over what is written, and is checked like it; the workers see it too."""
    for name, value in chosen.items():
        if value is not None:
            os.environ[f"STEPBACK_{name.upper()}"] = str(value)


def _greet(settings: Settings) -> None:
    at = f"http://{settings.address}:{settings.port}"
    click.echo(f"Stepback answers at {at}/ (Ctrl-C stops it).")
    with opened(settings):
        empty = instance_is_empty()
    if empty:
        click.echo(
            "There is no clinic yet: the first visit makes it. From another machine it asks for\n"
            f"this token: {set_up_token(settings)}"
        )


def _refuse_port_in_use(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((address.strip("[]"), port))
        except PermissionError:
            refuse(f"Port {port} needs an administrator; choose one above 1023.")
        except OSError:
            refuse(
                f"Port {port} is in use on {address}. Choose another: "
                f"stepback serve --port {port + 1}, or make demo PORT={port + 1}."
            )
