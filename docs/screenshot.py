"""Take the picture in README.md: the home page of a release, 1280 wide, by the browser that is on this machine.

    python docs/screenshot.py [--release FOLDER] [--out docs/home.png]        (or: make screenshot)

Serves the release on a free port, takes the picture, stops. Exit code 2 when there is no release or no browser.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1280, 900
PATIENCE_SECONDS = 30


def main() -> int:
    parser = argparse.ArgumentParser(description="Take a picture of the home page.")
    parser.add_argument("--release", type=Path, help="folder of the release (default: the current one)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "home.png")
    chosen = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("No browser was found. On Debian and Ubuntu: sudo apt-get install chromium", file=sys.stderr)
        return 2
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "plugins.serve", "--port", str(port)]
    command += ["--release", str(chosen.release)] if chosen.release else []
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        if not answers(f"http://127.0.0.1:{port}/", server):
            return 2
        take(f"http://127.0.0.1:{port}/", chosen.out, browser)
    finally:
        server.terminate()
        server.wait()
    print(f"Wrote {chosen.out}")
    return 0


def answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server answers. False when it stopped (it has said why) or takes too long."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(address):
                return True
        except URLError:
            time.sleep(0.1)
    return False


def take(address: str, out: Path, browser: str) -> None:
    """One picture of what a first visitor sees, without scrolling."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = made.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(address, wait_until="networkidle")
        page.screenshot(path=out)
        made.close()


if __name__ == "__main__":
    sys.exit(main())
