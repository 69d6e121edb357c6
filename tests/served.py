"""The pages asked without a network: one application, answers as httpx gives them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import unquote

import httpx


class Pages:
    """A served database; ``get`` and ``post`` keep cookies as a browser does."""

    def __init__(self, database: Path, **options) -> None:
        from pipeline.web.application import application

        self.app, self.cookies = application(database, **options), httpx.Cookies()

    def get(self, path: str, **options) -> httpx.Response:
        return self._ask("GET", path, **options)

    def post(self, path: str, data: dict[str, str], **options) -> httpx.Response:
        return self._ask("POST", path, data=data, **options)

    def _ask(self, method: str, path: str, **options) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, client=("127.0.0.1", 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost", cookies=self.cookies) as client:
                answer = await client.request(method, path, **options)
                self.cookies = client.cookies
                return answer

        return asyncio.run(ask())

    def raw(self, path: str) -> httpx.Response:
        """The answer to a path exactly as written: httpx would tidy ``..`` and ``//`` away."""
        sent: list[dict] = []

        async def receive() -> dict:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict) -> None:
            sent.append(message)

        bare, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": unquote(bare),
            "raw_path": bare.encode(),
            "query_string": query.encode(),
            "headers": [(b"host", b"localhost")],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        asyncio.run(self.app(scope, receive, send))
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return httpx.Response(sent[0]["status"], headers=sent[0]["headers"], content=body)
