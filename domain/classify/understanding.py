"""What was understood of one caption."""

from dataclasses import dataclass

from domain.taxonomy import Kind, Urgency


@dataclass(frozen=True)
class Understanding:
    """What a caption was taken for.

    `is_report` and `confidence` are probabilities from 0 to 1; chatter has no category and no urgency.
    `alternatives` are the likeliest categories with their probabilities, best first, at most three;
    `why` are the words that decided. `hazard` means that lives may be at stake: show the emergency numbers.
    """

    is_report: float
    kind: Kind
    category: str | None
    confidence: float
    urgency: Urgency | None
    alternatives: tuple[tuple[str, float], ...]
    why: tuple[str, ...]
    hazard: bool
