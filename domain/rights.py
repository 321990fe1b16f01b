"""Who may do what to a case: one table of conditions, refusing by default."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.sheet import Report


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

    `joined` means that they met the same, `neighbour` that they said so before it was resolved; `in_group` that they
    ask from a group whose area covers the case; `served` that they were ever responsible; `staff` that they hold any
    grant there; `helper` that they entered it for somebody else; `no_resident_reported` that only the fixer or staff
    reported it.
    """

    responsible: bool = False
    colleague: bool = False
    secretary: bool = False
    operator: bool = False
    reporter: bool = False
    helper: bool = False
    joined: bool = False
    neighbour: bool = False
    in_group: bool = False
    served: bool = False
    staff: bool = False
    no_resident_reported: bool = False
    private: bool = False
    closed: bool = False

    @property
    def oversees(self) -> bool:
        """A covering secretary, or the operator."""
        return self.secretary or self.operator

    @property
    def answers(self) -> bool:
        """Someone who reported it as a resident, or for one: never one who did the work or is on duty there."""
        return not self.served and (self.helper or (self.reporter and not self.staff))

    @property
    def resident(self) -> bool:
        """Someone whose word on the result counts: who reported it, or joined in before the result."""
        return self.answers or (self.neighbour and not self.served and not self.staff)


def may(right: Right, one: Standing) -> bool:
    """Whether a person of this standing has a right."""
    works = one.responsible or one.colleague or one.oversees
    rules = {
        Right.SEE: works or one.reporter or ((one.joined or one.in_group) and not one.private),
        Right.SEE_ALL: works,
        Right.ACT: works,
        Right.CONFIRM: one.resident or (one.oversees and one.no_resident_reported and not one.served),
        Right.REOPEN: one.answers or one.oversees or (one.resident and not one.closed),
        Right.RATE: one.resident,
        Right.JOIN: (one.in_group or one.joined) and not one.private,
        Right.WITHDRAW: one.reporter,
        Right.CORRECT: works or one.reporter,
        Right.APPEAL: one.reporter,
        Right.OVERSEE: one.oversees,
    }
    return rules.get(right, False)


def no_resident_reported(reports: Iterable[Report], served: Collection[int], on_duty: Collection[int]) -> bool:
    """Whether every standing report is the fixer's own, or one that somebody on duty there made for themselves."""
    return all(
        one.person_id in served or (one.person_id in on_duty and not one.on_behalf) for one in reports if one.stands
    )
