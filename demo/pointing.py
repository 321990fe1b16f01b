"""Where on the phones a step of the tour happens, in the shapes that simulator/page/main.js takes."""

from collections.abc import Sequence
from typing import Any

from demo.neighbourhood import Neighbourhood
from demo.tour import CARD, LATEST, PHOTOS, WRITE, Step
from simulator.messages import Message


class Pointing:
    """Finds buttons and messages of steps: {user, chat, message?, data?, target?}."""

    def __init__(self, street: Neighbourhood) -> None:
        self._street = street

    def where(self, step: Step) -> dict[str, Any]:
        """Whose phone, and which chat on it."""
        return {"user": self._street.people[step.who].id, "chat": self._street.window(step.where)}

    def pointer(self, step: Step, number: int | None, pressed: Sequence[str]) -> dict[str, Any] | None:
        """What to press now: the first of the step's points that has not been pressed and is there."""
        where = self.where(step)
        for point in step.points:
            if point in (PHOTOS, WRITE):
                return where | {"target": point}
            if point == LATEST:
                latest = self._latest(step)
                return where | {"message": latest.id} if latest is not None else None
            found = self._street.with_button(step.who, step.where, "same" if point == CARD else point, number)
            if found is None or (found[1] in pressed and point != step.points[-1]):
                continue
            message, data = found
            return where | {"message": message.id} | ({} if point == CARD else {"data": data})
        return None

    def _latest(self, step: Step) -> Message | None:
        told = [one for one in self._street.chat(step.who, step.where).visible if one.sender is self._street.bot]
        return told[-1] if told else None

    def mark(self, step: Step, pointer: dict[str, Any] | None) -> dict[str, Any] | None:
        """The message that a finished step was about: the one pointed at, else the person's latest there."""
        if pointer is not None and "message" in pointer:
            return {key: pointer[key] for key in ("user", "chat", "message")}
        chat = self._street.chat(step.who, step.where)
        own = [one for one in chat.visible if one.sender is self._street.people[step.who]]
        return self.where(step) | {"message": own[-1].id} if own else None
