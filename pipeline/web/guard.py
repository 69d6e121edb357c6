"""Who may ask, and the headers of every answer. Wraps the whole application, Datasette's own pages included.

* The name in ``Host`` must be one that this server is called by, else a page elsewhere could point its own name at it and read
  it through a visitor's browser (DNS rebinding).
* Served to more than this machine, every request must bring the token, as a cookie, a bearer or once in the address.
* Only reading is possible; ``POST`` reaches nothing but the review of facts and rows, and no body is larger than a form.
* Content Security Policy: nothing from elsewhere, no script and no style inside a page (W3C CSP 3).
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from pipeline.web.site import Site

COOKIE = "zhengce_token"
FORMS = ("/review", "/compare")
"""Where forms go."""
FORM = 64 * 1024
"""Most bytes of a posted form."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{}; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY.format(""),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
TABLES = "/data"
"""Where Datasette's own pages are: they style their columns inside the page."""


def guarded(app, site: Site):
    """``app`` (ASGI) behind the guard."""

    async def guard(scope, receive, send):
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        refused = _refused(site, scope, headers)
        if refused:
            await _answer(send, *refused)
        else:
            await app(scope, receive, _sending(send, scope["path"]))

    return guard


def _refused(site: Site, scope: dict, headers: dict[str, str]) -> tuple[int, str, dict[str, str]] | None:
    """Status, sentence and headers of a refusal, or None."""
    if site.hosts is not None and _hostname(headers.get("host", "")) not in site.hosts:
        return 421, "这个名字不是本机的 not a name of this server", {}
    writes = scope["method"] == "POST" and site.reviews is not None and scope["path"] in FORMS
    if scope["method"] not in ("GET", "HEAD") and not writes:
        return 405, "只读 read-only", {"allow": "GET, HEAD"}
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not length.isdigit() or int(length) > FORM:
        return 413, "表单太大 the form is too large", {}
    return _without_token(site.token, scope, headers) if site.token else None


def _without_token(token: str, scope: dict, headers: dict[str, str]) -> tuple[int, str, dict[str, str]] | None:
    """A refusal, a redirect that turns the address's token into a cookie, or None when the request brings the token."""
    bearer = headers.get("authorization", "").removeprefix("Bearer ")
    if _same(bearer, token) or _same(_cookie(headers.get("cookie", "")), token):
        return None
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if any(name == "token" and _same(value, token) for name, value in asked):
        rest = urlencode([(name, value) for name, value in asked if name != "token"])
        path = "/" + scope["path"].lstrip("/")
        return 303, "", {
            "location": f"{path}?{rest}" if rest else path,
            "set-cookie": f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict",
        }  # fmt: skip
    return (
        401,
        "需要口令：用启动时显示的地址打开 a token is needed: open the address shown at the start",
        {"www-authenticate": "Bearer"},
    )


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _sending(send, path: str):
    styled = path == TABLES or path.startswith((f"{TABLES}/", f"{TABLES}."))
    given = HEADERS | ({"content-security-policy": _POLICY.format(" 'unsafe-inline'")} if styled else {})

    async def sending(message):
        if message["type"] == "http.response.start":
            kept = [(k, v) for k, v in message.get("headers", []) if k.lower().decode("latin-1") not in given]
            message = {**message, "headers": [*kept, *((k.encode(), v.encode()) for k, v in given.items())]}
        await send(message)

    return sending


async def _answer(send, status: int, sentence: str, extra: dict[str, str]) -> None:
    headers = HEADERS | {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"} | extra
    await send(
        {"type": "http.response.start", "status": status, "headers": [(k.encode(), v.encode()) for k, v in headers.items()]}
    )
    await send({"type": "http.response.body", "body": f"{sentence}\n".encode()})
