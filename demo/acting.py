"""Plays the acts of the tour: people type, send, press and react as visitors would."""

import asyncio
from datetime import timedelta

from bot.clock import WallClock
from demo.neighbourhood import Neighbourhood
from demo.photos import sample
from demo.tour import Act, Looks, Passes, Presses, Reacts, Says, Types
from simulator.chats import Chat
from simulator.messages import Message
from simulator.people import Bot
from views.catalog import Words


class Actors:
    """The cast at work. `pace` stretches the moments of looking and typing; 0 leaves them out."""

    def __init__(self, street: Neighbourhood, clock: WallClock, pace: float) -> None:
        self._street = street
        self._clock = clock
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
            case Says(who, where, text, photo):
                await self._say(who, where, words.plain(text), photo)
            case Presses(who, where, verb, argument):
                data = data_of(verb, number, argument)
                street.people[who].presses(self._card(who, where, data), data)
            case Reacts(who, where, emoji):
                street.people[who].reacts(self._latest_photo(who, where), emoji)
            case Passes(minutes):
                self._clock.shift(timedelta(minutes=minutes))

    async def _moment(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self._pace)

    async def _say(self, who: str, where: str, text: str, photo: str) -> None:
        person, place = self._street.people[who], self._place(where)
        if photo:
            person.sends(place, photo=await asyncio.to_thread(sample, photo), caption=text)
        else:
            person.sends(place, text)

    def _place(self, where: str) -> Chat | Bot:
        return self._street.groups.get(where, self._street.bot)

    def _card(self, who: str, where: str, data: str) -> Message:
        found = self._street.with_button(who, where, data)
        if found is None:
            raise LookupError(data)
        return found

    def _latest_photo(self, who: str, where: str) -> Message:
        shown = [one for one in self._street.chat(who, where).visible if one.photo]
        there = [one for one in shown if one.sender is not self._street.bot]
        if not there:
            raise LookupError(where)
        return there[-1]


def data_of(verb: str, number: int | None, argument: str = "") -> str:
    """The callback data of a button; see DESIGN's interfaces."""
    return f"{verb}:{number}" + (f":{argument}" if argument else "")
