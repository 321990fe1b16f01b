"""Where the tour stands, as it is kept between runs."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Place:
    """Scene and step, the case it is about, and what was done; times are Unix seconds of the neighbourhood.

    `marks` are what each finished step was about, for looking back; `seen` are the scenes that came to their end.
    """

    scene: str = "story"
    at: int = 0
    number: int | None = None
    since: float = 0.0
    step_since: float = 0.0
    marks: list[dict[str, Any] | None] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
