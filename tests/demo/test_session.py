"""The demonstration without a browser: what stays between runs, who may come in, what a taken port says."""

import asyncio
import os
import re
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from demo.behind import look_behind
from demo.cast import CAST
from demo.looks import Looks
from demo.samples import SAMPLES
from demo.scenes import SCENES, STORY
from demo.session import Session
from domain import taxonomy
from domain.chats import Mode
from domain.classify import Classifier
from domain.deciding import DEFAULTS
from tests.demo.conftest import running_session
from views.catalog import LANGUAGES, Catalogs

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def tour_to(session: Session, at: int) -> None:
    """Take the tour as far as a step."""
    life: Any = session.host.life
    while life.guide.place.at < at:
        await asyncio.wait_for(life.step(), 60)


async def play(session: Session, scene: str) -> None:
    """See a scene to its end."""
    life: Any = session.host.life
    life.want(scene)
    await tour_to(session, len(SCENES[scene].steps) - 1)


def sayings(session: Session) -> list[str]:
    """What stands in the building's group."""
    return [message.text for message in session.host.street.groups["building"].visible]


@pytest.mark.slow
async def test_the_next_run_goes_on_where_this_one_stopped(tmp_path: Path) -> None:
    """Messages, cases, the time and the place in the tour are there again, and the bot goes on with them."""
    async with running_session(tmp_path) as first:
        await tour_to(first, 5)
        said, now = sayings(first), first.host.clock.now()
    async with running_session(tmp_path) as second:
        guide = second.host.life.guide
        assert (guide.place.at, guide.place.number) == (5, 1042)
        assert sayings(second) == said
        assert 0 <= (second.host.clock.now() - now).total_seconds() < 60
        await tour_to(second, len(STORY.steps) - 1)
        assert any("1042 号，办完了" in text for text in sayings(second))


@pytest.mark.slow
async def test_a_folder_that_makes_no_sense_is_begun_anew(tmp_path: Path) -> None:
    """Half a state, or one of another version, is no reason not to start."""
    async with running_session(tmp_path):
        pass
    (tmp_path / "world" / "world.json").write_text("{}")
    async with running_session(tmp_path) as session:
        assert session.host.life.guide.place.at == 0
        assert any("大家好，我是蜂格" in text for text in sayings(session))


@pytest.mark.slow
async def test_everything_behind_the_scenes_has_words(session: Session) -> None:
    """After the whole tour no view, state or event shows as a key, in either language."""
    await tour_to(session, len(STORY.steps) - 1)
    database = session.host.life._gridbee.database
    for language in LANGUAGES:
        words = Catalogs()(language)
        behind = await database.read(look_behind, session.host.street, words, session.host.clock.now())
        assert [one["number"] for one in behind["cases"][:2]] == [1042, 1041]
        kinds = [line["what"] for line in behind["cases"][0]["lines"]]
        assert len(kinds) == len(STORY.steps)  # filed, routed, accepted, two joined, resolved, confirmed, rated
        assert not [one for one in behind["owed"] if "." in one["what"] or not one["to"]]


@pytest.mark.slow
async def test_every_mark_dresses_what_the_bot_says(session: Session) -> None:
    """The expressions for plates and states find the words of the catalogs, in both languages."""
    config = Looks(Catalogs()).config(session.host.street, "zh")
    patterns: dict[str, list[re.Pattern[str]]] = {one["as"]: [] for one in config["marks"]}
    for one in config["marks"]:
        patterns[one["as"]].append(re.compile(one["match"], re.MULTILINE))
    for language in LANGUAGES:
        words = Catalogs()(language)
        for state in ("dispatched", "accepted", "resolved", "closed"):
            for kind in ("card", "work"):
                text = words.plain(f"{kind}.status.{state}", number=1042)
                assert any(one.search(text) for one in patterns[f"st {state}"]), text
        place = words.plain("demo.area.building", number=12)
        head = words.plain("card.head", place=place, title="x").removeprefix("<b>")
        assert any(one.search(head) for one in patterns["plate"]), head


async def test_only_this_machine_s_own_page_may_come_in(session: Session) -> None:
    """A page from elsewhere, or a name that was pointed at this machine, is turned away."""
    url = f"http://127.0.0.1:{session.port}"
    async with aiohttp.ClientSession() as web:
        for headers in ({"Origin": "https://example.org"}, {"Host": "example.org"}):
            for path in ("/", "/sim/state", "/demo/events"):
                async with web.get(url + path, headers=headers) as answer:
                    assert answer.status == 403, path
            async with web.post(f"{url}/demo/again", json={}, headers=headers) as answer:
                assert answer.status == 403
        async with web.get(f"{url}/page/..%2f..%2fpyproject.toml") as answer:
            assert answer.status == 404
        async with web.post(f"{url}/demo/clock", json={"minutes": -5}) as answer:
            assert answer.status == 400
        async with web.get(url) as answer:
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_it_listens_on_this_machine_only(session: Session) -> None:
    """Nobody in the network can reach it."""
    own = socket.gethostbyname(socket.gethostname())
    if own.startswith("127."):
        pytest.skip("this machine has no address of its own")
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(own, session.port)


PROGRAM = """
import sys
from pathlib import Path
from demo.run import main
sys.exit(main(int(sys.argv[1]), browser=False, fresh=False, folder=Path(sys.argv[2])))
"""


async def _program(*args: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, *args, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "LANG": "zh_CN.UTF-8", "LC_ALL": "", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


async def test_a_taken_port_is_answered_kindly(tmp_path: Path) -> None:
    """One line that says what to do, and no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        program = await _program(str(port), str(tmp_path))
        out, err = await program.communicate()
    assert program.returncode == 1
    assert f"--port {port + 1}" in err.decode()
    assert b"Traceback" not in err + out


@pytest.mark.slow
async def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    """It says where it is, stops at once in order, and a second one in the same folder is refused meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = await _program(str(port), str(tmp_path))
    assert f"http://127.0.0.1:{port}" in (await program.stdout.readline()).decode()
    second = await _program("0", str(tmp_path))
    assert str(tmp_path) in (await second.communicate())[1].decode()
    program.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(program.communicate(), 60)
    assert program.returncode == 0
    assert "没有东西还在跑" in out.decode()
    assert err.decode() == ""
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_trouble_is_taken_for_a_report(language: str) -> None:
    """Whoever sends a ready-made photo with its words gets a case, not a question."""
    words, known, usual = Catalogs()(language), Classifier(taxonomy.load(None)), DEFAULTS[Mode.AUTO]
    for one in SAMPLES:
        if one.trouble is None:
            read = known.read(words.plain(one.caption_key))
            assert read.is_report >= usual.file, one.name
            assert read.confidence >= usual.sure, one.name


async def test_the_cast_is_complete() -> None:
    """Five phones, and everybody has a name, a colour and a role in both languages."""
    shown = [one for one in CAST if one.shown]
    assert [one.key for one in shown] == ["wang", "zhang", "chen", "li", "zhou"]
    for language in LANGUAGES:
        words = Catalogs()(language)
        assert all(words.plain(f"demo.role.{one.key}") and words.plain(one.name) for one in shown)


SIGNS = (
    "这件我们知道了：1042 号「地下室水管漏水」，正在办，陈师傅在办",  # twice
    "楼道清出来了，能走了",  # wrong, in the right hands
    "先顾安全，别等我",  # hazard
    "已请周书记一起想办法",  # late
    "早，周书记",  # morning
    "抽纸 1 提已交给王阿姨",  # points
)


@pytest.mark.slow
async def test_every_scene_comes_to_its_end(session: Session) -> None:
    """One after the other on the real bot, each on what the others left behind."""
    life: Any = session.host.life
    others = [key for key in SCENES if key != STORY.key]
    for scene in others:
        await play(session, scene)
    assert life.tour()["seen"] == others
    world = session.host.street.world
    told = [message.text for chat in (*world.private.values(), *world.chats.values()) for message in chat.visible]
    assert [sign for sign in SIGNS if not any(sign in text for text in told)] == []


@pytest.mark.slow
async def test_every_scene_may_be_seen_again(session: Session) -> None:
    """What is still open is joined, what was learnt is known, a weekend comes between: nothing gets stuck."""
    for scene in (*SCENES, *reversed(SCENES)):
        await play(session, scene)


async def test_another_scene_may_be_wanted_in_the_middle(session: Session) -> None:
    """Whatever goes on is left as it is, and the new scene begins at its beginning."""
    life: Any = session.host.life
    life.want("next")
    life.want("hazard")
    await tour_to(session, 2)
    assert (life.guide.place.scene, life.guide.place.at) == ("hazard", 2)
    assert any("西侧窨井盖没了" in text for text in sayings(session))
