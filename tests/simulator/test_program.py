"""`python -m simulator`: the simulator as a program of its own."""

import asyncio
import socket
import sys

import aiohttp


async def test_it_says_where_it_listens_and_answers_there() -> None:
    options = ("--port", "0", "--token", "7000000001:AAE-test-token", "--username", "bee_bot")
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", *options, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert program.stdout is not None
        url = (await program.stdout.readline()).decode().strip()
        assert (await program.stdout.readline()).decode().split() == ["@bee_bot", "7000000001:AAE-test-token"]
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{url}/bot7000000001:AAE-test-token/getMe") as answer,
        ):
            assert (await answer.json())["result"]["username"] == "bee_bot"
    finally:
        program.terminate()
        await program.communicate()


async def test_people_and_a_group_are_there_at_once() -> None:
    """Any bot can be looked at without a line of code: people, a chat with the bot to start, a group of everybody."""
    options = ("--port", "0", "--token", "1234:any", "--person", "Ann", "--person", "Ben", "--group", "Our street")
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", *options, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert program.stdout is not None
        url = (await program.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession(url) as web:
            async with web.get("/sim/state") as answer:
                users = [one["id"] for one in (await answer.json())["users"] if one["name"] in ("Ann", "Ben")]
            async with web.get("/sim/state", params={"user": str(users[0])}) as answer:
                chats = (await answer.json())["phones"][0]["chats"]
        assert {(one["type"], one["title"]) for one in chats} == {("private", "Simulated"), ("supergroup", "Our street")}
    finally:
        program.terminate()
        await program.communicate()


async def test_a_taken_port_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "simulator", "--port", port, stderr=asyncio.subprocess.PIPE
        )
        _, complaint = await program.communicate()
    assert program.returncode == 1
    assert complaint.decode().startswith(f"cannot listen on port {port}: ")
    assert complaint.count(b"\n") == 1
