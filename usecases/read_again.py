"""What may become a report has other words than it had: it is treated as if it had had them at once."""

from dataclasses import replace
from datetime import datetime

from domain.draft import Draft, Stage
from storage import areas
from storage.unit import Unit
from usecases.access import Actor
from usecases.draft_case import consider, file_gathered, gathered_from, tell_numbers, understand
from usecases.which_building import building_named, file_draft_at


def read_again(unit: Unit, actor: Actor, draft: Draft, now: datetime) -> None:
    """Consider a draft of a report once more, from the chat in which its words were changed.

    A question about where it is, whether it is known, or to be told in private stays open, unless the words answer it
    or tell of a danger to life.
    """
    gathered = gathered_from(unit, draft, actor.chat)
    understood = understand(unit, gathered)
    if draft.stage in (Stage.HELD, Stage.ASKED) and draft.case_id is None:
        consider(unit, actor, gathered, now)
    elif draft.stage is Stage.PLACE:
        if understood.hazard:
            tell_numbers(unit, actor, gathered, now)
        if here := building_named(unit, draft.text):
            file_draft_at(unit, actor, draft, here, now)
    elif understood.hazard and draft.area_id is not None:
        tell_numbers(unit, actor, gathered, now)
        file_gathered(unit, actor, gathered, areas.area(unit, draft.area_id), understood, now)
    elif understood.hazard and draft.stage is Stage.PRIVATE:
        consider(unit, actor, replace(gathered, explicit=True), now)
