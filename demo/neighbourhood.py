"""The pretend people, groups and bot of the neighbourhood: founded anew, or recognised in a world that was kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from demo.cast import BOT_USERNAME, CAST, GROUPS, SECRETARY, SPOKEN, TELEGRAM, TOKEN
from simulator.chats import Chat
from simulator.messages import Message
from simulator.people import Bot
from simulator.street import Person
from simulator.world import World
from views.catalog import Catalogs, Words

QUIET = 5_200_000_000
"""From here on the members of groups who never say anything."""


@dataclass(frozen=True)
class Neighbourhood:
    """Everybody by key. `where` is a group's key, or `bot` for somebody's private chat."""

    world: World
    bot: Bot
    people: dict[str, Person]
    groups: dict[str, Chat]

    def chat(self, who: str, where: str) -> Chat:
        """A group, or a person's private chat with the bot."""
        return self.groups[where] if where in self.groups else self.world.private_chat(self.bot, self.people[who])

    def window(self, where: str) -> int:
        """How phones name the chat."""
        return self.groups[where].id if where in self.groups else self.bot.id

    def with_button(self, who: str, where: str, button: str, number: int | None) -> tuple[Message, str] | None:
        """The latest message in a chat with a button, and the button's data.

        `accept` and `rate:5` are buttons of the case of this number; `~digest:late` is any whose data begins with
        `digest:` and has `late` in it.
        """
        verb, _, rest = button.removeprefix("~").partition(":")
        exact = f"{verb}:{number}" + (f":{rest}" if rest else "")
        for message in reversed(self.chat(who, where).messages.values()):
            if message.deleted:
                continue
            for one in message.buttons:
                data = str(one.get("callback_data", ""))
                if data == exact or (button[0] == "~" and data.startswith(f"{verb}:") and rest in data):
                    return message, data
        return None

    def rename(self, words: Words) -> None:
        """Everybody and every group is called by the words' language from now on."""
        for someone in CAST:
            self.people[someone.key].first_name = words.plain(someone.name)
            self.people[someone.key].language_code = next(
                code for page, code in TELEGRAM.items() if SPOKEN[page] == words.language
            )
        for group in GROUPS:
            self.groups[group.key].title = words.plain(group.title)
        self.bot.first_name = words.plain("bot.name")


def found(clock: Callable[[], datetime], catalogs: Catalogs, language: str) -> Neighbourhood:
    """A new world with everybody in their groups, where nobody has said anything yet."""
    world = World(clock)
    words = catalogs(SPOKEN[language])
    bot = world.add_bot(TOKEN, BOT_USERNAME, words.plain("bot.name"))
    people = {
        one.key: world.add_user(words.plain(one.name), language_code=TELEGRAM[language], user_id=one.number)
        for one in CAST
    }
    groups = {}
    for number, group in enumerate(GROUPS):
        names = range(group.quiet)
        quiet = [world.add_user("·", user_id=QUIET + 1000 * number + one) for one in names]
        members = [*(people[key] for key in group.members), *quiet]
        groups[group.key] = world.add_group(words.plain(group.title), members, [people[SECRETARY], bot])
    return Neighbourhood(world, bot, people, groups)


def recognised(world: World) -> Neighbourhood:
    """The neighbourhood in a world that was kept. Raises LookupError if it is another one."""
    people = {one.key: world.person(one.number) for one in CAST}
    chats = list(world.chats.values())
    groups = {group.key: chats[number] for number, group in enumerate(GROUPS)}
    return Neighbourhood(world, world.bots[TOKEN], people, groups)
