"""`gridbee demo`: starts the neighbourhood, opens the browser, and stops at Ctrl-C without leaving anything behind."""

import asyncio
import errno
import os
import signal
import sqlite3
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import click

from bot import logs
from demo.session import Session
from demo.storing import forget
from views.catalog import Catalogs, Words

LOCK = "in-use"


def main(port: int, browser: bool, fresh: bool, folder: Path | None) -> int:
    """Run until Ctrl-C and return the exit code. `folder` is where the state stays; None is the person's own place."""
    words = Catalogs()(os.environ.get("LC_ALL") or os.environ.get("LANG"))
    place = folder or default_folder()
    logs.set_up("ERROR")
    try:
        place.mkdir(parents=True, exist_ok=True)
        with _alone(place):
            if fresh:
                forget(place)
            return asyncio.run(_serve(Session(place, port), words, browser=browser))
    except BlockingIOError:
        return _sorry(words, "demo.run.in_use", folder=place)
    except PermissionError:
        return _sorry(words, "demo.run.not_allowed", port=port, folder=place)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return _sorry(words, "demo.run.taken", port=port, other=port + 1, url=f"http://127.0.0.1:{port}")
    except KeyboardInterrupt:  # where signals cannot be handled in the loop
        return 0


def default_folder() -> Path:
    """Where the state of the demonstration stays between runs."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "gridbee-demo"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "gridbee-demo"


async def _serve(session: Session, words: Words, *, browser: bool) -> int:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, session.stop.set)
    greeting = asyncio.ensure_future(_greet(session, words, browser=browser))
    try:
        await session.run()
    finally:
        greeting.cancel()
    click.echo("\n" + words.plain("demo.run.bye"))
    return 0


async def _greet(session: Session, words: Words, *, browser: bool) -> None:
    await session.listening.wait()
    url = f"http://127.0.0.1:{session.port}"
    click.echo(words.plain("demo.run.hello", url=url, folder=session.folder))
    if browser and not (_has_screen() and await asyncio.to_thread(webbrowser.open, url)):
        click.echo(words.plain("demo.run.open_it", url=url))


def _has_screen() -> bool:
    """Without one a browser in the terminal might come up and take it over."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder; SQLite's lock goes with the process, however that ends. Raises BlockingIOError if it is held."""
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise BlockingIOError from error
        yield


def _sorry(words: Words, key: str, **values: object) -> int:
    click.echo(words.plain(key, **values), err=True)
    return 1
