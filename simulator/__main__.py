"""`python -m simulator --port N --token T`: the simulator as a program of its own."""

import argparse
import asyncio

from simulator.server import Simulator


async def serve(port: int, tokens: list[str], username: str) -> None:
    """Run until interrupted; prints the address and the tokens, one a line."""
    async with Simulator(port) as simulator:
        wanted: list[str | None] = [*tokens] or [None]
        bots = [
            simulator.world.add_bot(token, f"{username}_{number}" if number > 1 else username)
            for number, token in enumerate(wanted, 1)
        ]
        print(simulator.url, flush=True)  # noqa: T201 - what whoever starts this program reads
        for bot in bots:
            print(f"@{bot.username} {bot.token}", flush=True)  # noqa: T201 - as above
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="simulator", description="A pretend Telegram on a loopback port.")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", action="append", default=[], help="a bot's token; may be given several times")
    parser.add_argument("--username", default="simulated_bot", help="the first bot's username")
    given = parser.parse_args()
    try:
        asyncio.run(serve(given.port, given.token, given.username))
    except KeyboardInterrupt:
        return
    except OSError as error:
        parser.exit(1, f"cannot listen on port {given.port}: {error.strerror}\n")


if __name__ == "__main__":
    main()
