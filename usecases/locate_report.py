"""A photo that was sent as a file may say where it was taken: used once, in place of an answer; never kept or shown."""

from datetime import datetime

from domain.draft import Stage
from domain.people import Level
from domain.place import area_at
from storage import areas, cases, chats, drafts, people, photo_rows
from storage.unit import Unit
from usecases.access import Actor
from usecases.correct_case import CORRECTABLE, change_place
from usecases.which_building import file_draft_at, show_question


def draft_located(unit: Unit, draft_id: int, lat: float, lon: float, now: datetime) -> None:
    """The photo of a report whose building we asked for was taken there: filed there, unless somebody was faster.

    Where it only tells the grid or the community, the question offers those buildings first.
    """
    draft = drafts.find(unit, draft_id)
    if draft is None or draft.stage is not Stage.PLACE:
        return
    found = area_at(lat, lon, [areas.as_name(one) for one in areas.every(unit)])
    if found is None:
        return
    actor = Actor(people.person(unit, draft.person_id), chats.chat(unit, draft.chat_id))
    if found.level == Level.BUILDING:
        file_draft_at(unit, actor, draft, areas.area(unit, found.id), now)
    else:
        show_question(unit, actor, draft, now, near=found.id)


def case_located(unit: Unit, photo_id: int, lat: float, lon: float, now: datetime) -> None:
    """A case of which only the community is known moves to the building at which its first photo was taken."""
    row = photo_rows.one(unit, photo_id)
    case = cases.find(unit, row.case_id) if row is not None and row.case_id and row.purpose == "before" else None
    if case is None or case.status not in CORRECTABLE or areas.area(unit, case.area_id).level is Level.BUILDING:
        return
    report = next((one for one in cases.reports_of(unit, case.id) if one.id == row.report_id), None)
    if report is None or report.chat_id is None or not report.stands:
        return
    found = area_at(lat, lon, [areas.as_name(one) for one in areas.buildings_of(unit, case.community_id)])
    if found is not None:
        actor = Actor(people.person(unit, report.person_id), chats.chat(unit, report.chat_id))
        change_place(unit, actor, case, areas.area(unit, found.id), now)
