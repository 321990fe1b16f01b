"""Items of an album that come when it is a report already: the photo joins the report, and no caption is lost."""

from datetime import datetime

from domain.case import Case, Happened
from domain.chats import Post
from domain.sheet import Report
from storage import cases, photo_rows
from storage.unit import Unit, soon
from usecases.access import Actor
from usecases.heed_danger import heed_words, tells_of_danger
from usecases.refuse_case import NOTE
from usecases.reply_about import TAKES_MORE
from usecases.resolve_case import note_added
from usecases.reword_report import YOUNG, reword_report


def take_late_item(unit: Unit, actor: Actor, report: Report, post: Post, now: datetime) -> bool:
    """Take in an item of the album that `report` was; its caption counts like a reply to the report.

    False for words of danger to life about a report that takes none any more: they are a report of their own. Other
    words about one are not kept, as under its card.
    """
    case = cases.load(unit, report.case_id)
    takes_words = case.status in TAKES_MORE and report.stands
    if not takes_words and tells_of_danger(unit, post.text):
        return False
    fresh = photo_rows.not_known(unit, post.pictures, report_id=report.id)
    ids = photo_rows.add(unit, fresh, at=now, person_id=actor.id, case_id=case.id, report_id=report.id)
    photo_rows.fetch(unit, ids, soon(now, 0.2))
    if post.text and takes_words and not is_kept(unit, actor, report, post.text):
        _keep_words(unit, actor, case, report, post, ids, now)
    return True


def _keep_words(
    unit: Unit, actor: Actor, case: Case, report: Report, post: Post, ids: list[int], now: datetime
) -> None:
    """The only words of the album are what the report says; others are added to it. The group hears only of danger."""
    says_all = not report.text and cases.reports_of(unit, case.id)[0].id == report.id
    if not says_all or case.status not in YOUNG:  # whoever has begun reads no card again
        note_added(unit, actor, case, post.text, ids, now)
    if says_all:
        reword_report(unit, actor, report, post.text, now, message_id=post.message_id)
        return
    heed_words(unit, actor, case, post.text, now, message_id=post.message_id)
    if actor.chat.is_private:
        unit.tell(actor.chat.id, "say", at=now, key="said.added", values={"number": case.id}, case_id=case.id)


def is_kept(unit: Unit, actor: Actor, report: Report, words: str) -> bool:
    """Whether the same was a caption of the album before, or of an item that came twice."""
    added = ((one.actor_id, one.note) for one in cases.history(unit, report.case_id) if one.kind is Happened.ADDED)
    return f"\n{words}\n" in f"\n{report.text}\n" or (actor.id, words[:NOTE]) in added
