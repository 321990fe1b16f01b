"""People, bots and groups made over HTTP."""

from collections.abc import Callable

from simulator.people import Bot, User
from simulator.refusals import JsonDict
from simulator.world import World


def _user(world: World, body: JsonDict) -> int:
    return world.add_user(str(body["name"]), body.get("username"), body.get("language_code", "zh-hans")).id


def _bot(world: World, body: JsonDict) -> int:
    return world.add_bot(body.get("token"), str(body["username"]), str(body.get("name", body["username"]))).id


def _group(world: World, body: JsonDict) -> int:
    members, admins = _accounts(world, body, "members"), _accounts(world, body, "admins")
    return world.add_group(str(body["title"]), members, admins, supergroup=bool(body.get("supergroup", True))).id


def _update(world: World, body: JsonDict) -> int:
    bot = world.users[int(body["bot"])]
    if not isinstance(bot, Bot):
        raise TypeError(f"{bot.id} is no bot")
    return world.inject_update(bot, dict(body["update"]))


def _accounts(world: World, body: JsonDict, name: str) -> list[User]:
    return [world.users[int(user_id)] for user_id in body.get(name, [])]


MAKERS: dict[str, Callable[[World, JsonDict], int]] = {
    "users": _user,
    "bots": _bot,
    "groups": _group,
    "updates": _update,
}
