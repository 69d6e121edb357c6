"""The command ``serve`` as a person starts it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from click.testing import CliRunner
from stored import TEXTS, filled

from pipeline.cli import zhengce
from pipeline.errors import ZhengceError

pytest.importorskip("datasette")


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("serve") / "texts.db"
    filled(path, TEXTS).close()
    return path


def started(database, *options):
    command = [sys.executable, "-m", "pipeline", "serve", str(database), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    return process, re.search(r"http://\S+?/(\?token=\S+)?(?=\s|　|$)", process.stderr.readline())[0]


def page(address):
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_prints_its_address_serves_and_ends(database, workers):
    process, address = started(database, "--workers", workers)
    try:
        assert address.startswith("http://127.0.0.1:") and "token" not in address
        for _ in range(4):
            assert "<mark>水塔</mark>" in page(f"{address}search?q=%E6%B0%B4%E5%A1%94")
    finally:
        process.terminate()
        assert process.wait(20) in (0, -15)
    with pytest.raises(urllib.error.URLError):
        page(address)


def test_beyond_this_machine_a_token_is_made_and_needed(database):
    process, address = started(database, "--host", "0.0.0.0")
    try:
        with pytest.raises(urllib.error.HTTPError, match="401"):
            page(address.partition("?")[0])
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert "政策文本" in opener.open(address, timeout=30).read().decode()
    finally:
        process.terminate()
        process.wait(20)


def test_a_port_that_is_taken_is_told(database):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = CliRunner().invoke(zhengce, ["serve", str(database), "--port", str(taken.getsockname()[1])])
    assert result.exit_code == 1 and "--port 0" in result.output


def test_without_the_extra_it_says_what_to_install(database, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("pipeline.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "datasette", None)
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    result = CliRunner().invoke(zhengce, ["serve", str(database)])
    assert result.exit_code == 1 and "pip install 'zhengce[web]'" in result.output


def test_no_database_is_told(tmp_path):
    result = CliRunner().invoke(zhengce, ["serve", str(tmp_path / "none.db")])
    assert isinstance(result.exception, ZhengceError) and "zhengce ingest" in result.exception.hint
