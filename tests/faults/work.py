"""The course of a case's life: accepted, done, confirmed, by people who press each button that they see once."""

from dataclasses import dataclass, field

from domain.case import Status
from simulator.messages import Message
from simulator.street import Person
from storage import cases
from storage.unit import Unit
from tests.faults.reports import Reports

WAY = ["filed", "routed", "accepted", "resolved", "confirmed"]


@dataclass
class Work(Reports):
    """A steward and reporters at work on cases that come in a few at a time."""

    pressed: set[tuple[str, int]] = field(default_factory=set)

    pace = 0.08
    name = "work on cases: accepting, results, confirmations"

    async def step(self) -> None:
        """A few presses; and a new report when there is little to do."""
        if not self._press(self.chance.randint(1, 4)) and self._at_work() < 4:
            self.report()

    async def finish(self) -> None:
        """Everything is accepted, done and confirmed."""
        await self.town.until(lambda: not self._press(4) and not self._at_work())
        await super().finish()

    def check(self) -> None:
        """Each report, and each act upon it, happened once: that is the whole of its history."""
        super().check()

        def ways(unit: Unit) -> list[list[str]]:
            return [[one.kind.value for one in cases.history(unit, case.id)] for case in cases.where(unit)]

        assert self.inside(ways) == [WAY] * len(self.sent)

    def _at_work(self) -> int:
        """How many of the reports have not come to their end."""
        return len(self.sent) - [status for (status,) in self.rows("SELECT status FROM cases")].count(Status.CLOSED)

    def _press(self, steps: int) -> int:
        """Up to so many presses, each of a button that somebody sees and has not pressed before; how many it was."""
        done = 0
        for person, message, verb, number in self._seen():
            if done < steps and (verb, number) not in self.pressed:
                self.pressed.add((verb, number))
                done += 1
                if verb == "done":
                    # The button and its answer in one message, so that no question is open at a kill.
                    person.sends(self.town.bot, f"办好了 {number} 修好了")
                else:
                    person.presses(message, f"{verb}:{number}")
        return done

    def _seen(self) -> list[tuple[Person, Message, str, int]]:
        town = self.town
        # Many cases at once come as a list, whose buttons open each of them.
        mine = _buttons(town.steward.chat_with(town.bot).visible, ("case", "accept", "done"))
        found = [(town.steward, *one) for one in mine]
        for group in town.groups:
            for message, verb, number in _buttons(group.visible, ("confirm",)):
                found += [(one, message, verb, number) for one in self._reporters(number)]
        self.chance.shuffle(found)
        return found

    def _reporters(self, number: int) -> list[Person]:
        query = "SELECT c.telegram_id, r.message_id FROM reports r JOIN chats c ON c.id = r.chat_id WHERE r.case_id = "
        groups = {one.id: one for one in self.town.groups}
        senders = [groups[chat].messages[message].sender for chat, message in self.rows(f"{query}{int(number)}")]
        return [one for one in senders if isinstance(one, Person)]


def _buttons(messages: list[Message], verbs: tuple[str, ...]) -> list[tuple[Message, str, int]]:
    found = []
    for one in messages:
        for button in one.buttons:
            verb, _, number = button.get("callback_data", "").partition(":")
            if verb in verbs and number.isdigit():
                found.append((one, verb, int(number)))
    return found
