"""A served database and a real browser, for the tests of the pages and their pictures: Debian's Chromium, driven without a window."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
MISSING = "needs Chromium and its driver: apt-get install chromium chromium-driver"


@contextmanager
def served(database: Path, **options) -> Iterator[str]:
    """The address at which ``database`` is served, in a thread of this process; ``options`` as of ``application``."""
    import uvicorn

    from pipeline.web.application import application

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(application(database, **options), log_level="error", server_header=False, access_log=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def browser(width: int = 1280, height: int = 900, downloads: Path | None = None, script: bool = True) -> Iterator:
    """A Selenium driver whose page is ``width`` wide; it tells of every request and of what its console says."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    wanted = Options()
    wanted.binary_location = CHROMIUM
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--lang=zh-CN",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--force-color-profile=srgb",
    ):
        wanted.add_argument(flag)
    wanted.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    settings = {"download.default_directory": str(downloads)} if downloads else {}
    if not script:
        settings["profile.managed_default_content_settings.javascript"] = 2
    wanted.add_experimental_option("prefs", settings)
    driver = webdriver.Chrome(options=wanted, service=Service(DRIVER))
    try:
        size(driver, width, height)
        yield driver
    finally:
        driver.quit()


def size(driver, width: int, height: int) -> None:
    """Make the page, not the window, exactly so large: a window is never as narrow as a telephone."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    )
