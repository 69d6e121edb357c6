"""The application on a socket: in this process, or in several that share it."""

from __future__ import annotations

import os
import secrets
import signal
import sys
from pathlib import Path
from socket import socket

import uvicorn

from pipeline.web.application import LOCAL, application


def run(path: Path, listening: socket, *, reviews: Path | None, token: str | None, local: bool, workers: int = 1) -> None:
    """Serve the database at ``path`` on ``listening``, which listens already, until interrupted; the other parameters are those of ``application``, ``local``
    says that only this machine's own names are answered to.

    Several processes help where several people search at once; each keeps its own memory of what was asked. They are forked,
    so where a system cannot fork (Windows) there is one.
    """
    secret = secrets.token_hex(32)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # uvicorn raises it again when it has ended: the children end then too
    children = _forked(workers - 1) if workers > 1 and hasattr(os, "fork") else []
    made = application(path, reviews=reviews, token=token, hosts=LOCAL if local else None, secret=secret)
    config = uvicorn.Config(made, log_level="warning", server_header=False, access_log=False)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        for child in children:
            os.kill(child, signal.SIGTERM)
        for child in children:
            os.waitpid(child, 0)


def _forked(number: int) -> list[int]:
    """So many children of this process; in each of them none."""
    children = []
    for _ in range(number):
        child = os.fork()
        if child == 0:
            return []
        children.append(child)
    return children
