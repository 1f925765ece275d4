"""`stepback serve`: the instance, on granian."""

import os
import socket
from pathlib import Path

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from clinic import create_app, schema
from clinic.cli.instance import instance_folder, settings_of
from clinic.cli.sentences import refuse

WORKERS = 2
THREADS = 4  # a worker; measured with two workers: 1040-1280 requests a second, half wait 11-13 ms
# Read by the workers, which are processes of their own.
INSTANCE = "STEPBACK_INSTANCE"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--check-port", is_flag=True, hidden=True, help="Only say whether the port is free.")
@click.pass_context
def serve(context: click.Context, host: str, port: int, *, check_port: bool) -> None:
    """Serve the instance until it is stopped (Ctrl-C).

    It listens on this machine only; other machines reach it through a proxy with TLS
    (docs/operations.md has one for nginx). What is unsafe stops the start with a sentence: a key
    that others can read, a database that was not brought up to date.
    """
    _refuse_port_in_use(host, port)
    if check_port:
        return
    folder = instance_folder(context.obj)
    schema.require_current(settings_of(context.obj))
    click.echo(f"Stepback answers at http://{host}:{port}/ (Ctrl-C stops it).")
    os.environ[INSTANCE] = str(folder)
    Granian(
        "clinic.cli.serving:make_application",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,  # addresses of pages carry ids; who looked is in the access journal
        respawn_failed_workers=True,
    ).serve()


def make_application() -> Flask:
    """For the server's workers: the application of the instance that was named."""
    return create_app(settings_of(Path(os.environ[INSTANCE])))


def _refuse_port_in_use(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except PermissionError:
            refuse(f"Port {port} needs an administrator; choose one above 1023.")
        except OSError:
            refuse(
                f"Port {port} is in use on {host}. Choose another: "
                f"stepback serve --port {port + 1}, or make demo PORT={port + 1}."
            )
