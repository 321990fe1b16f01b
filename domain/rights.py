"""Who may do what to a case: one table of conditions, refusing by default."""

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What can be asked of a case."""

    SEE = "see"
    SEE_ALL = "see_all"
    ACT = "act"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    RATE = "rate"
    JOIN = "join"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    APPEAL = "appeal"
    OVERSEE = "oversee"


@dataclass(frozen=True)
class Standing:
    """What a person is to a case, at the moment of asking.

    `neighbour` means that they joined before it was resolved; `in_group` that they ask from a group whose area
    covers the case; `served` that they were ever responsible; `staff` that they hold any grant there;
    `helper` that they entered it for somebody else; `no_resident_reported` that only the fixer or staff reported it.
    """

    responsible: bool = False
    colleague: bool = False
    secretary: bool = False
    operator: bool = False
    reporter: bool = False
    helper: bool = False
    neighbour: bool = False
    in_group: bool = False
    served: bool = False
    staff: bool = False
    no_resident_reported: bool = False
    private: bool = False

    @property
    def oversees(self) -> bool:
        """A covering secretary, or the operator."""
        return self.secretary or self.operator

    @property
    def resident(self) -> bool:
        """Someone whose word on the result counts: never one who did the work or is on duty there."""
        if self.served:
            return False
        return self.helper or ((self.reporter or self.neighbour) and not self.staff)


def may(right: Right, one: Standing) -> bool:
    """Whether a person of this standing has a right."""
    works = one.responsible or one.colleague or one.oversees
    rules = {
        Right.SEE: works or one.reporter or one.neighbour or (one.in_group and not one.private),
        Right.SEE_ALL: works,
        Right.ACT: works,
        Right.CONFIRM: one.resident or (one.oversees and one.no_resident_reported and not one.served),
        Right.REOPEN: one.resident or one.oversees,
        Right.RATE: one.resident,
        Right.JOIN: (one.in_group or one.neighbour) and not one.private,
        Right.WITHDRAW: one.reporter,
        Right.CORRECT: works or one.reporter,
        Right.APPEAL: one.reporter,
        Right.OVERSEE: one.oversees,
    }
    return rules.get(right, False)
