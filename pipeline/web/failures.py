"""An error as a page for people or as an envelope for programs: one sentence and what to try next, never a traceback."""

from __future__ import annotations

from pipeline.errors import ZhengceError
from pipeline.web.ask import Answer, Ask, NotHere
from pipeline.web.envelope import failed
from pipeline.web.render import page

SLOW = "超过 {} 秒未完成 not done within {} seconds"
SLOW_HINT = "换用更少见的词，或者加上地区、年份 a rarer word, or a region or a year, makes it quicker"


def failure(ask: Ask, error: BaseException) -> Answer:
    """The answer to a request that went wrong."""
    code, status, message, hint = _told(error)
    if ask.address.path.startswith("/api/") or ask.address.path.endswith(".json"):
        return failed(code, message, hint, status)
    return page(ask, "error.html", status, message=message, hint=hint, code=status)


def _told(error: BaseException) -> tuple[str, int, str, str | None]:
    """Code, status, sentence and hint."""
    if isinstance(error, NotHere):
        return "not-found", 404, str(error), error.hint
    if isinstance(error, ZhengceError):
        return "bad-request", 400, str(error), error.hint
    if isinstance(error, TimeoutError):
        return "too-slow", 503, SLOW.format(error, error), SLOW_HINT
    status = getattr(error, "status", 500)
    if status == 404:
        return "not-found", 404, "没有这一页 no such page", None
    if status < 500:
        return "refused", status, "不能这样请求 the request is refused", None
    return "failed", 500, "服务器出错，详情见启动它的窗口 the server failed; its window tells more", None
