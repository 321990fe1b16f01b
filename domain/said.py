"""What the program answers to a person: a key of the catalogs and its values, never prose."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Said:
    """One sentence. `alert` asks for a box that must be closed, where a notice would be missed."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)
    alert: bool = False

    @property
    def about(self) -> int | None:
        """The case that was acted on, which `said.…` call by its `number`: a reply to the sentence belongs to it."""
        number = self.values.get("number")
        return number if self.key.startswith("said.") and isinstance(number, int) else None


def say(key: str, **values: Any) -> Said:
    """A sentence with its values."""
    return Said(key, values)


def moment(at: datetime) -> dict[str, str]:
    """A time among the values of a message: written out in the reader's zone and language when it is sent."""
    return {"$at": at.isoformat()}


def category(slug: str) -> dict[str, str]:
    """A category among the values of a message, named in the reader's language when it is sent."""
    return {"$category": slug}


def role(slug: str) -> dict[str, str]:
    """A role among the values of a message."""
    return {"$role": slug}


def urgency(value: str) -> dict[str, str]:
    """How urgent something is, among the values of a message."""
    return {"$urgency": str(value)}


def status(value: str) -> dict[str, str]:
    """A case's status among the values of a message, in the residents' words."""
    return {"$status": value}
