"""A world that was put away is the same when it is taken out again."""

from pathlib import Path

import pytest

from simulator import acts
from simulator.contents import Sent, said
from simulator.keeping import keep
from simulator.restoring import restore, when_kept
from simulator.windows import phone
from simulator.world import World
from tests.simulator.conftest import jpeg

JPEG = jpeg()


def _lived_in() -> World:
    world = World()
    bot = world.add_bot("7000000001:AAH-kept-token-of-a-bot-long-enough", "kept_bot", "Kept")
    wang, zhang = world.add_user("王阿姨", "wang"), world.add_user("张叔", last_name="张")
    group = world.add_group("3栋", [wang], [zhang, bot])
    world.add_link(group, zhang, asks=True)
    first, _ = wang.sends_album(group, [JPEG, JPEG], "门口的桶坏了 #垃圾")
    zhang.sends(group, "我也看到了", reply_to=first)
    zhang.reacts(first, "🙏")
    wang.starts(bot, "hello")
    acts.post(world, world.private_chat(bot, wang), bot, said(world, Sent("好")), markup={
        "inline_keyboard": [[{"text": "好", "callback_data": "ok:1"}]]
    })  # fmt: skip
    wang.sends(bot, document=("清单.txt", b"one"))
    wang.deletes(wang.sends(group, "说错了"))
    zhang.pins(first)
    return world


def test_phones_look_the_same(tmp_path: Path) -> None:
    """Chats, photos, albums, replies, reactions, buttons, unread counts: all as before."""
    before = _lived_in()
    keep(before, tmp_path, properly=True)
    after = restore(tmp_path, before.clock)
    people = [user.id for user in before.users.values() if not user.is_bot and (user.chats or user.dialogs)]
    assert len(people) == 2
    for person in people:
        seen = phone(before, before.person(person))
        for window in seen["chats"]:
            for message in window["messages"]:
                message["taken"] = True
        again = phone(after, after.person(person))
        assert again == seen
    photo = before.files.photos()[0].largest
    kept = after.files.by_unique_id(photo.unique_id)
    assert kept is not None
    assert kept.data == photo.data


def test_what_waited_for_the_bot_still_waits(tmp_path: Path) -> None:
    """A bot that was away when the world was put away finds every update, under the same ids."""
    before = _lived_in()
    keep(before, tmp_path, properly=True)
    after = restore(tmp_path, before.clock)
    (was,), (now) = before.bots.values(), next(iter(after.bots.values()))
    assert now.queue.pending() == was.queue.pending() != []
    assert now.queue.next_id == was.queue.next_id


@pytest.mark.parametrize("properly", [True, False])
def test_no_number_is_given_twice(tmp_path: Path, *, properly: bool) -> None:
    """New people, chats, messages and updates get numbers that nobody has; after a kill with a gap."""
    before = _lived_in()
    keep(before, tmp_path, properly=properly)
    after = restore(tmp_path, before.clock)
    bot, wang = next(iter(after.bots.values())), after.person(5_000_000_001)
    assert after.add_user("新来的").id not in before.users
    assert after.add_group("新群").id not in before.chats
    group = next(iter(after.chats.values()))
    last = max(before.chats[group.id].messages), max(before.private[bot.id, wang.id].messages)
    fresh = wang.sends(group, "又说一句").id, wang.sends(bot, "还有").id
    gaps = [new - old for new, old in zip(fresh, last, strict=True)]
    assert all(gap == 1 if properly else gap > 500 for gap in gaps)
    taken = [update["update_id"] for update in bot.queue.pending()]
    assert len(taken) == len(set(taken))


def test_the_time_is_remembered(tmp_path: Path) -> None:
    """Whoever goes on with a world can go on with its time."""
    assert when_kept(tmp_path) is None
    world = _lived_in()
    keep(world, tmp_path)
    kept = when_kept(tmp_path)
    assert kept is not None
    assert abs((kept - world.clock()).total_seconds()) < 60
