"""How quick the demonstration's page is: `python -m bench.chat_page`. Needs playwright and a Chromium.

Prints: seconds from the command to a page that listens and to a bot that is there, milliseconds from opening the page
to using it, from sending a message to its standing on every phone of the group, and how frames fall while a thousand
messages scroll by.
"""

import asyncio
import os
import shutil
import signal
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import aiohttp

from demo.session import Session

MESSAGES = 1000
ROUNDS = 30
SLOW = 50

# Runs in the page: type, send, and wait until the text stands on every phone whose group it is.
LATENCY = """async (text) => {
  const everybody = [...document.querySelectorAll('section.pn')];
  const phones = everybody.filter((one) => one.querySelector('h3').textContent.includes('3栋'));
  const field = phones[0].querySelector('textarea');
  field.value = text;
  const everywhere = () => phones.every((one) => one.querySelector('.in2').lastElementChild.textContent.includes(text));
  const start = performance.now();
  phones[0].querySelector('form').requestSubmit();
  const change = (next) => new MutationObserver((_, watch) => { watch.disconnect(); next(); })
    .observe(document.body, {childList: true, subtree: true});
  while (!everywhere()) await new Promise(change);
  await new Promise(requestAnimationFrame);
  return [phones.length, performance.now() - start];
}"""

# Scrolls up through everything by the wheel's measure, frame by frame, and notes how long each frame took.
SCROLL = """async () => {
  const log = document.querySelector('section.pn .log');
  const frames = [];
  let before = performance.now();
  const count = () => log.querySelectorAll('article').length;
  for (let frame = 0; frame < 900; frame++) {
    log.scrollBy(0, -160);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - before);
    before = now;
  }
  return [count(), frames];
}"""


async def measure() -> None:
    """All of it, one after the other."""
    from playwright.async_api import async_playwright  # noqa: PLC0415 - only this program needs it

    with tempfile.TemporaryDirectory() as folder:
        await _start(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder), 0)
        running = asyncio.ensure_future(session.run())
        await session.ready.wait()
        async with async_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            await _visit(await browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN"), session)
            await browser.close()
        session.stop.set()
        await running


async def _start(folder: Path) -> None:
    """The command itself, from the moment it is given: wall time, and in brackets the program's own CPU time."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.perf_counter()
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from bot.cli import main; main()", "demo", "--no-browser", "--port", str(port),
        stdout=asyncio.subprocess.DEVNULL,
        env={**os.environ, "XDG_STATE_HOME": str(folder), "LOCALAPPDATA": str(folder)},
    )  # fmt: skip
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as web:
        while not await _answers(web):
            await asyncio.sleep(0.01)
        print(f"page answers after {time.perf_counter() - began:.2f} s ({_cpu(program.pid):.2f} s)")
        async with web.ws_connect("/demo/events") as news:
            while "tour" not in await news.receive_json():
                pass
        print(f"bot is there after {time.perf_counter() - began:.2f} s ({_cpu(program.pid):.2f} s)")
    program.send_signal(signal.SIGINT)
    began = time.perf_counter()
    await program.wait()
    print(f"stops within {time.perf_counter() - began:.2f} s of Ctrl-C, exit code {program.returncode}")


async def _answers(web: aiohttp.ClientSession) -> bool:
    try:
        async with web.get("/") as answer:
            return answer.ok
    except aiohttp.ClientError:
        return False


def _cpu(pid: int) -> float:
    """Seconds of CPU that a process has used; Linux tells."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _visit(page: Any, session: Session) -> None:
    url = f"http://127.0.0.1:{session.port}/"
    opened = []
    for _ in range(5):
        began = time.perf_counter()
        await page.goto(url, wait_until="commit")
        await page.wait_for_selector("html[data-ready]", state="attached")
        opened.append((time.perf_counter() - began) * 1000)
    print(f"page can be used after {statistics.median(opened):.0f} ms (first visit {opened[0]:.0f} ms)")
    await page.wait_for_selector(".tour .go:not([disabled])")
    taken = [await page.evaluate(LATENCY, f"第 {number} 句话") for number in range(ROUNDS)]
    times = sorted(one for _, one in taken)
    print(f"a message stands on {taken[0][0]} phones after {statistics.median(times):.0f} ms, worst {times[-1]:.0f} ms")
    if session.host is not None:
        wang, group = session.host.street.people["wang"], session.host.street.groups["building"]
        for number in range(MESSAGES):
            wang.sends(group, f"第 {number} 条。" + "楼下的灯还亮吗？" * (number % 5))
    await asyncio.sleep(3)
    count, frames = await page.evaluate(SCROLL)
    frames.sort()
    slow = sum(frame > SLOW for frame in frames)
    print(f"scrolling {count} messages: frames median {statistics.median(frames):.1f} ms, "
          f"95 % under {frames[int(len(frames) * 0.95)]:.1f} ms, worst {frames[-1]:.0f} ms, "
          f"{slow} of {len(frames)} over {SLOW} ms")  # fmt: skip


if __name__ == "__main__":
    asyncio.run(measure())
