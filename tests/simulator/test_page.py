"""The chat page as it is served: its config and words, who may have it, and that nothing in it asks for what is not there."""

import json
import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import ClientConnectionResetError, web
from aiohttp.test_utils import make_mocked_request

from simulator.chatpage import FOLDER
from simulator.guard import GONE, guarded
from simulator.refusals import JsonDict
from simulator.server import Simulator

SCRIPTS = sorted(FOLDER.glob("*.js"))
WORDS: dict[str, dict[str, str]] = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))


async def fetched(url: str, **more: Any) -> tuple[int, str]:
    async with aiohttp.ClientSession() as web, web.get(url, **more) as answer:
        return answer.status, await answer.text()


def inlined(page: str, name: str) -> Any:
    """What a script element of the page holds as JSON."""
    return json.loads(re.search(rf'id="{name}">(.*?)</script>', page, re.DOTALL)[1])


async def test_without_a_host_it_shows_whoever_is_there() -> None:
    """Everybody with a phone, bots and made-up accounts left out."""
    async with Simulator() as sim:
        sim.world.add_bot()
        wang = sim.world.add_user("王阿姨")
        status, page = await fetched(sim.url)
        assert status == 200
        assert inlined(page, "config")["people"] == [{"id": wang.id}]
        assert inlined(page, "words") == WORDS


async def test_a_host_s_config_cannot_break_out_of_the_page() -> None:
    """Titles are texts: in the head, and in the config's script."""
    nasty: JsonDict = {"title": "</script><script>alert(1)</script>", "people": []}
    async with Simulator(page=lambda: nasty) as sim:
        _, page = await fetched(sim.url)
    assert "<script>alert" not in page
    assert inlined(page, "config") == nasty


async def test_only_its_own_files_and_only_for_this_machine() -> None:
    """No other folder, no other name for this machine."""
    async with Simulator() as sim:
        assert (await fetched(f"{sim.url}/page/main.js"))[0] == 200
        for path in ("nothing.js", "..%2fserver.py", "%2e%2e/server.py"):
            assert (await fetched(f"{sim.url}/page/{path}"))[0] == 404
        assert (await fetched(sim.url, headers={"Host": "example.org"}))[0] == 403


async def test_every_module_and_style_is_there() -> None:
    """The page asks for its files by name; each is served."""
    async with Simulator() as sim:
        _, page = await fetched(sim.url)
        wanted = set(re.findall(r'"(/page/[\w.]+)"', page))
        assert {f"/page/{path.name}" for path in SCRIPTS} <= wanted
        for path in wanted:
            assert (await fetched(sim.url + path))[0] == 200, path


def test_both_languages_say_everything() -> None:
    """The same keys with the same placeholders."""
    assert set(WORDS["zh"]) == set(WORDS["en"])
    for key, text in WORDS["zh"].items():
        if not key.startswith("day"):  # written in another order, with the month's name
            assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", WORDS["en"][key])), key


def used_words() -> set[str]:
    """The keys that the modules name."""
    text = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    named = set(re.findall(r"""\bt\(\s*'([\w.]+)'""", text))
    chosen = re.findall(r"""\bt\(\s*[^'()]+\?\s*'([\w.]+)'\s*:\s*'([\w.]+)'""", text)
    return named | {key for pair in chosen for key in pair}


def test_every_word_that_is_asked_for_exists() -> None:
    """And none is left over."""
    used = used_words()
    assert used <= set(WORDS["zh"])
    text = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    left = {key for key in set(WORDS["zh"]) - used if f"'{key}'" not in text and not key.startswith("kind.")}
    assert left == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_modules_import_what_others_export(path: Path) -> None:
    """A name that is imported is exported where it is said to be; a browser would show nothing but a blank page."""
    text = path.read_text(encoding="utf-8")
    for names, source in re.findall(r"import \{([^}]+)\} from '\./([\w.]+)'", text):
        other = (FOLDER / source).read_text(encoding="utf-8")
        for name in (one.strip() for one in names.split(",")):
            assert re.search(rf"export (async )?(function|class|const) {name}\b|export \{{[^}}]*\b{name}\b", other), name


async def test_a_window_that_closes_while_it_is_answered_is_no_error() -> None:
    """Whoever runs the page reads no traceback for it."""

    async def answer(_: web.Request) -> web.StreamResponse:
        raise ClientConnectionResetError("Cannot write to closing transport")

    request = make_mocked_request("GET", "/demo/events", headers={"Host": "127.0.0.1"})
    assert (await guarded(answer)(request)).status == GONE
