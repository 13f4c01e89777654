"""Draw the README's picture: the demonstration on a database of its own, seen in Chromium. `make screenshot`."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "new-quote.png"
PASSWORD = "bascule-demo"
PASTED = """01 99 00 00 01\tF6R12345648M
0199000010-0199000019
01 99 00 00 1
06 39 98 00 01
0199000010"""
CUSTOMER = {
    "name": "Boulangerie Durand",
    "siret": "99999011200016",
    "line1": "12 rue des Lilas",
    "postal_code": "75011",
    "city": "Paris",
}


def draw() -> None:
    """Serve the demonstration, take the picture, stop."""
    with TemporaryDirectory() as folder:
        port = free_port()
        trial = {"DEBUG": "on", "OWN_OPERATOR": "BASC", "LOG_LEVEL": "WARNING"}
        environment = os.environ | trial | {"DATABASE_URL": f"sqlite:///{folder}/picture.sqlite3"}
        command = [sys.executable, "manage.py", "serve", "--demo", "--port", str(port)]
        serving = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            wait_for(f"http://127.0.0.1:{port}/login/", serving)
            photograph(f"http://127.0.0.1:{port}")
        finally:
            serving.send_signal(signal.SIGTERM)
            serving.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, serving: subprocess.Popen[bytes]) -> None:
    while serving.poll() is None:
        try:
            urlopen(address).close()
        except URLError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server ended before the picture was taken.")


def photograph(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport={"width": 1440, "height": 1171}, locale="en-GB")
        page.goto("/login/")
        page.locator("[name=username]").fill("agent")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("button.main").click()
        paste(page)
        page.screenshot(path=PICTURE)
        browser.close()


def paste(page: Page) -> None:
    page.goto("/quotes/new/")
    page.locator("[name=numbers]").fill(PASTED)
    page.locator("[name=main_number]").fill("01 99 00 00 01")
    for name, value in CUSTOMER.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("h1").click()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)


if __name__ == "__main__":
    draw()
