"""getMe, the bot's commands, names and descriptions, its files, logOut and close."""

from collections.abc import Awaitable, Callable

from simulator.entities import units
from simulator.files import file_shape
from simulator.params import as_object
from simulator.query import Query
from simulator.refusals import JsonDict, bad

MOST_DOWNLOAD = 20 * 1024 * 1024
MOST_COMMANDS = 100
COMMAND_UNITS = 32
COMMAND_DESCRIPTION_UNITS = 256


async def get_me(query: Query) -> JsonDict:
    bot = query.bot
    return bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": bot.can_read_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def log_out(query: Query) -> bool:
    query.bot.logged_out = True
    return True


async def close(_query: Query) -> bool:
    return True


async def get_file(query: Query) -> JsonDict:
    """A `File` whose path serves under /file/bot<token>/."""
    file_id = query.params.text("file_id")
    if not file_id:
        raise bad("file_id not specified")
    stored = query.state.files.by_id(file_id, query.bot.id)
    if stored is None:
        raise bad("invalid file_id")
    if len(stored.data) > MOST_DOWNLOAD:
        raise bad("file is too big")
    return file_shape(stored, query.bot.id) | {"file_path": stored.path}


async def set_my_commands(query: Query) -> bool:
    given = query.params.json("commands")
    if not isinstance(given, list):
        raise bad("can't parse commands: expected an Array")
    if len(given) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(as_object(one, "can't parse BotCommand: expected an Object")) for one in given]
    query.bot.commands[_scope(query)] = commands
    return True


def _command(given: JsonDict) -> JsonDict:
    command = str(given.get("command", "")).removeprefix("/")
    description = str(given.get("description", "")).strip()
    if not command:
        raise bad("command must be non-empty")
    if units(command) > COMMAND_UNITS or not all(one.isascii() and (one.isalnum() or one == "_") for one in command):
        raise bad("BOT_COMMAND_INVALID")
    if command != command.lower():
        raise bad("BOT_COMMAND_INVALID")
    if not description or units(description) > COMMAND_DESCRIPTION_UNITS:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID" if description else "command description must be non-empty")
    return {"command": command, "description": description}


async def get_my_commands(query: Query) -> list[JsonDict]:
    return query.bot.commands.get(_scope(query), [])


async def delete_my_commands(query: Query) -> bool:
    query.bot.commands.pop(_scope(query), None)
    return True


def _scope(query: Query) -> tuple[str, str]:
    scope = query.params.json("scope") or {"type": "default"}
    fields = as_object(scope, "can't parse BotCommandScope: expected an Object")
    name = ":".join(str(fields[key]) for key in ("type", "chat_id", "user_id") if key in fields)
    return name, query.params.text("language_code")


def profile_setter(field: str, most: int, words: str) -> Callable[[Query], Awaitable[bool]]:
    """setMyName, setMyDescription, setMyShortDescription, each for one language."""

    async def set_profile(query: Query) -> bool:
        text = query.params.text(field).strip()
        if units(text) > most:
            raise bad(words)
        key = (field, query.params.text("language_code"))
        if text:
            query.bot.profile[key] = text
        else:
            query.bot.profile.pop(key, None)
        return True

    return set_profile


def profile_getter(field: str) -> Callable[[Query], Awaitable[JsonDict]]:
    async def get_profile(query: Query) -> JsonDict:
        profile = query.bot.profile
        own = profile.get((field, query.params.text("language_code")))
        return {field: own or profile.get((field, ""), query.bot.first_name if field == "name" else "")}

    return get_profile
