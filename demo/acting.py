"""Plays the acts of the tour: people type, send, press and react as visitors would."""

import asyncio
from datetime import timedelta
from functools import partial

from bot.app import Gridbee
from demo.asking import ask
from demo.moving_in import quiet
from demo.neighbourhood import Neighbourhood
from demo.photos import sample
from demo.samples import UPRIGHT
from demo.tour import Act, Looks, Passes, Presses, Reacts, Says, Scans, Types
from simulator.chats import Chat
from simulator.messages import Message
from simulator.people import Bot
from storage import demonstration
from views.catalog import Words


class Actors:
    """The cast at work. `pace` stretches the moments of looking and typing; 0 leaves them out."""

    def __init__(self, street: Neighbourhood, gridbee: Gridbee, pace: float) -> None:
        self._street = street
        self._gridbee = gridbee
        self._pace = pace

    async def play(self, act: Act, words: Words, number: int | None) -> None:
        """Carry out one act about a case. Raises LookupError where there is nothing to press or react to."""
        street = self._street
        match act:
            case Types(who, where, seconds):
                street.people[who].types(self._place(where))
                await self._moment(seconds)
            case Looks(seconds):
                await self._moment(seconds)
            case Says():
                await self._say(act, words.plain(act.text))
            case Presses(who, where, button):
                await self._press(who, where, button, number)
            case Scans(who, whose):
                await self._scan(who, whose)
            case Reacts(who, where, emoji):
                street.people[who].reacts(self._latest_photo(who, where), emoji)
            case Passes(minutes):
                self._gridbee.clock.shift(timedelta(minutes=minutes))

    async def _moment(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self._pace)

    async def _say(self, act: Says, text: str) -> None:
        person, place = self._street.people[act.who], self._place(act.where)
        if act.photo:
            size = {"size": UPRIGHT} if act.upright else {}
            person.sends(place, photo=await asyncio.to_thread(sample, act.photo, **size), caption=text)
        else:
            person.sends(place, text)

    async def _press(self, who: str, where: str, button: str, number: int | None) -> None:
        """Press a button; one of a case that is not to be seen is looked for, as people do, by asking for the case."""
        find = partial(self._street.with_button, who, where, button, number)
        found = find()
        if found is None and where == "bot" and number is not None and button[0] != "~":
            self._street.people[who].sends(self._street.bot, f"/case {number}")
            await quiet(self._street, self._gridbee)
            found = find()
        if found is None:
            raise LookupError(button)
        self._street.people[who].presses(*found)

    async def _scan(self, who: str, whose: str) -> None:
        owner = self._street.people[whose].id
        code = await ask(self._gridbee, demonstration.code_shown_by, owner)
        if code is None:
            raise LookupError(whose)
        self._street.people[who].starts(self._street.bot, f"g-{code}")

    def _place(self, where: str) -> Chat | Bot:
        return self._street.groups.get(where, self._street.bot)

    def _latest_photo(self, who: str, where: str) -> Message:
        shown = [one for one in self._street.chat(who, where).visible if one.photo]
        there = [one for one in shown if one.sender is not self._street.bot]
        if not there:
            raise LookupError(where)
        return there[-1]
