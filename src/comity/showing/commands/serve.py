"""The record in a browser."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import sys
from pathlib import Path

import click

from comity.showing import options
from comity.showing.plain import clean


@click.command()
@options.file
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="NAME", help="The address or name to answer on."
)
@click.option("--port", default=8642, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 for any.")
@click.option("--edit", is_flag=True, help="Let rulings be made on the pages; on this machine alone.")
@click.option(
    "--against",
    metavar="OLD",
    type=click.Path(path_type=Path),
    help="An older record: a page of its own shows what changed since, and why.",
)
@click.option(
    "--seconds", default=5.0, show_default=True, type=click.FloatRange(0.1, 600), help="The longest a page may take."
)
def serve(file: Path, host: str, port: int, edit: bool, against: Path | None, seconds: float) -> int:
    """Show the record FILE in a browser.

    The pages need no network and write nothing; with --edit, rulings are written beside the record
    (FILE.judgements.jsonl) and act at once. Only this machine is answered unless --host names another address. Every
    page is also there as data: put .json or .csv behind its address. Stop it with Ctrl-C.
    """
    try:
        import uvicorn

        from comity.showing.web.app import make_app
    except ModuleNotFoundError as error:
        raise click.ClickException(f"The pages need {error.name}: pip install 'comity[web]'") from None
    if edit and not loopback(host):
        raise click.UsageError(
            "--edit goes with this machine alone: whoever reaches the pages could rule. Leave --host."
        )
    app = make_app(file, edit=edit, hosts=[host], seconds=seconds, against=against)
    try:
        sock = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        why = error.strerror or str(error)
        raise click.ClickException(
            f"Port {port} of {host} cannot be used ({why}). Name another: --port 0 for any."
        ) from None
    place = f"[{host}]" if ":" in host else host
    click.echo(clean(f"{file} at http://{place}:{sock.getsockname()[1]}/ (Ctrl-C stops it)"))
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[sock])
    return 0


def loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
