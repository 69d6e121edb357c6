from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import database, existing

LOCAL = ("127.0.0.1", "localhost", "::1")


@click.command()
@database
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="端口，0 为任一空闲 port, 0 for any free one"
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="监听地址；不是本机时需要口令 address; beyond this machine a token is needed",
)
@click.option("--token", metavar="TEXT", help="口令，缺省自动生成 the token, made when it is not given")
@click.option("--review", is_flag=True, help="可以接受、否定、改正事实 let facts be accepted, rejected and corrected")
@click.option(
    "--workers",
    type=click.IntRange(1, 32),
    default=1,
    show_default=True,
    help="进程数，多人同时用时加大 processes, more for many readers at once",
)
@click.option("--open", "opened", is_flag=True, help="在浏览器中打开 open it in the browser")
def serve(db: Path, port: int, host: str, token: str | None, review: bool, workers: int, opened: bool) -> int:
    """打开研究用的网页 open the pages: search, read, compare, look through the facts. The database is only read.

    Served to this machine alone unless --host says otherwise; then every visitor needs the token. Ctrl-C ends it.
    """
    import secrets
    import socket
    import webbrowser

    try:
        from pipeline.web.server import run
    except ModuleNotFoundError as error:
        raise click.ClickException(f"网页需要另装 the pages need an extra ({error.name}): pip install 'zhengce[web]'") from error
    from pipeline.review import beside
    from pipeline.store.connect import connect

    path = existing(db).absolute()
    connect(path).close()
    local = host in LOCAL
    if not local and token is None:
        token = secrets.token_urlsafe(18)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:  # named, else asyncio leaves Nagle on
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(1024)  # whoever reads the address below is not turned away while the pages are made ready
        except OSError as error:
            raise click.ClickException(
                f"端口不可用 cannot listen on {host}:{port} ({error.strerror}). 试试 try: --port 0"
            ) from error
        shown = "127.0.0.1" if host == "0.0.0.0" else f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/" + (f"?token={token}" if token else "")
        click.echo(f"打开 open {address}　（Ctrl-C 结束 ends）", err=True)
        if opened:
            webbrowser.open(address)
        run(path, listening, reviews=beside(path) if review else None, token=token, local=local, workers=workers)
    return 0
