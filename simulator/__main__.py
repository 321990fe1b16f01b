"""`python -m simulator --port N --token T`: the simulator as a program of its own, with people on its page."""

import argparse
import asyncio

from simulator.people import Bot
from simulator.server import Simulator
from simulator.world import World


async def serve(given: argparse.Namespace) -> None:
    """Run until interrupted; prints the address and the tokens, one a line."""
    async with Simulator(given.port) as simulator:
        bots = _furnish(simulator.world, given)
        print(simulator.url, flush=True)  # noqa: T201 - what whoever starts this program reads
        for bot in bots:
            print(f"@{bot.username} {bot.token}", flush=True)  # noqa: T201 - as above
        await asyncio.Event().wait()


def _furnish(world: World, given: argparse.Namespace) -> list[Bot]:
    """The bots, the people with a chat to start with each bot, and a group where all of them are."""
    wanted: list[str | None] = [*given.token] or [None]
    names = [given.username, *(f"{given.username}_{number}" for number in range(2, len(wanted) + 1))]
    bots = [world.add_bot(token, name) for token, name in zip(wanted, names, strict=True)]
    people = [world.add_user(name, language_code=given.language) for name in given.person]
    for person in people:
        for bot in bots:
            world.private_chat(bot, person)
            person.dialogs[bot.id] = None
    if given.group:
        world.add_group(given.group, people, bots)
    return bots


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="simulator", description="A pretend Telegram on a loopback port: the Bot API, and a chat page at /."
    )
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", action="append", default=[], help="a bot's token; may be given several times")
    parser.add_argument("--username", default="simulated_bot", help="the first bot's username")
    parser.add_argument("--person", action="append", default=[], help="somebody with a phone on the page")
    parser.add_argument("--group", default="", help="a group of everybody, the bots as its administrators")
    parser.add_argument("--language", default="en", help="what the phones say that their owners speak")
    given = parser.parse_args()
    try:
        asyncio.run(serve(given))
    except KeyboardInterrupt:
        return
    except OSError as error:
        parser.exit(1, f"cannot listen on port {given.port}: {error.strerror}\n")


if __name__ == "__main__":
    main()
