"""Taking part: a seat, a check-in on the spot, hours that the lead confirms; lots of ground, claimed and shown done."""

from datetime import datetime, timedelta
from typing import Any

from domain.activity import Kind
from domain.chats import Post
from domain.errors import NotFound, NotYours, Refusal, TooLate
from domain.points import Due, Rule, hour_points, local_day
from domain.said import Said, say
from storage import activities, chats, ledger, people
from storage.unit import Priority, Unit
from usecases.access import Actor
from usecases.award_points import award
from usecases.open_activity import activity_led, refresh, show_own_part
from usecases.redeem import new_code
from usecases.see_points import community_of

CODE_TIME = timedelta(minutes=15)
"""A check-in code is read from the lead's telephone, on the spot; passed on it soon is worth nothing."""
EARLY = timedelta(hours=1)


def attend(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """我来: a seat while there is one; a second press gives it back."""
    row = activities.find(unit, number, locked=True)
    if row is None or row.state != "open" or now >= row.ends_at:
        raise TooLate("activity.over")
    _must_belong(unit, actor, row)
    return _take_seat(unit, actor, row, now)


def _must_belong(unit: Unit, actor: Actor, row: Any) -> None:
    """A button of another community's activity was made up. Raises NotFound."""
    if community_of(unit, actor) != row.community_id and not activities.takes_part(unit, row.id, actor.id):
        raise NotFound("activity.none_such")


def _take_seat(unit: Unit, actor: Actor, row: Any, now: datetime) -> Said:
    number = row.id
    takers = {one.person_id: one for one in activities.takers(unit, number)}
    mine = takers.get(actor.id)
    if mine is not None and mine.state != "left":
        if mine.state != "joined":
            return say("activity.here_already")
        activities.sign_up(unit, number, actor.id, "left", now)
        refresh(unit, number, now, first=actor.chat.id)
        return say("activity.left", title=row.title)
    if row.seats is not None and sum(one.state != "left" for one in takers.values()) >= row.seats:
        raise Refusal("activity.full", title=row.title)
    activities.sign_up(unit, number, actor.id, "joined", now)
    refresh(unit, number, now, first=actor.chat.id)
    return _joined(unit, actor, row, now)


def show_code(unit: Unit, actor: Actor, number: int, now: datetime) -> None:
    """The lead gets a new check-in code to show on the spot; the one before it is void."""
    row = activity_led(unit, actor, number)
    if now < row.starts_at - EARLY or row.state != "open":
        raise Refusal("activity.not_yet")
    activities.change(unit, number, code=new_code(), code_until=now + CODE_TIME)
    unit.tell(actor.chat.id, "activity.code", at=now, person_id=actor.id, activity=number)


def check_in(unit: Unit, actor: Actor, code: str, now: datetime) -> Said:
    """Here: by the code on the lead's telephone, once for each person; who had no seat gets one if there is one."""
    row = activities.of_code(unit, code.strip().upper(), now)
    if row is None:
        raise NotFound("activity.no_such_code")
    takers = {one.person_id: one for one in activities.takers(unit, row.id)}
    mine = takers.get(actor.id)
    if mine is not None and mine.state in ("here", "done"):
        return say("activity.here_already")
    if mine is None or mine.state == "left":
        _take_seat(unit, actor, row, now)
    activities.sign_up(unit, row.id, actor.id, "here", now, here_at=now)
    refresh(unit, row.id, now)
    return say("activity.here", title=row.title)


def confirm_hours(unit: Unit, actor: Actor, number: int, words: str, now: datetime) -> Said:
    """The lead confirms who was there: everybody for the whole time, or (`王阿姨 1.5`) somebody for some hours.

    Those who joined and did not come are noted. Nobody confirms their own hours.
    """
    row = activity_led(unit, actor, number)
    if now < row.starts_at:
        raise Refusal("activity.not_yet")
    takers = activities.takers(unit, number)
    if words.strip():
        name, _, hours = words.strip().rpartition(" ")
        chosen = [one for one in takers if one.name == name and one.state != "done"]
        if not chosen or not _is_hours(hours):
            raise Refusal("activity.hours_how", number=number)
        minutes = round(float(hours) * 60)
    else:
        chosen = [one for one in takers if one.state == "here"]
        minutes = int((row.ends_at - row.starts_at).total_seconds()) // 60
    confirmed = 0
    for one in chosen:
        if one.person_id != actor.id:
            _pay(unit, row, one.person_id, minutes, actor, now)
            confirmed += 1
    if not words.strip() and now >= row.ends_at:
        for one in takers:
            if one.state == "joined":
                activities.sign_up(unit, number, one.person_id, "absent", now)
    refresh(unit, number, now, first=actor.chat.id)
    if not confirmed:
        raise Refusal("activity.nobody_to_confirm")
    return say("activity.confirmed", n=confirmed)


def cancel_activity(unit: Unit, actor: Actor, number: int, now: datetime) -> Said:
    """It does not take place: everybody who had a seat is told."""
    row = activity_led(unit, actor, number)
    if row.state != "open":
        raise TooLate("activity.over")
    activities.change(unit, number, state="cancelled")
    for one in activities.takers(unit, number):
        person = people.person(unit, one.person_id)
        if one.state == "joined" and person.chat_id is not None and person.reachable and person.id != actor.id:
            unit.tell(
                person.chat_id, "say", at=now, key="activity.cancelled_for_you", values={"title": row.title},
                once=f"activity_off:{number}:{person.id}", priority=Priority.DUTY,
            )
    refresh(unit, number, now, first=actor.chat.id)
    return say("activity.cancelled", title=row.title)


def touch_lot(unit: Unit, actor: Actor, lot_id: int, what: str, now: datetime) -> Said:
    """Claim a lot, give it up (`free`), or confirm that it is done (`ok`, the lead)."""
    lot = activities.lot(unit, lot_id)
    row = activities.find(unit, lot.activity_id) if lot is not None else None
    if row is None or row.state != "open":
        raise TooLate("activity.over")
    if what == "ok":
        return _confirm_lot(unit, actor, lot, row, now)
    _must_belong(unit, actor, row)
    if what == "free":
        if lot.person_id != actor.id or lot.done_at is not None:
            raise NotYours("activity.lot_not_yours")
        activities.change_lot(unit, lot_id, person_id=None, claimed_at=None)
    elif lot.person_id == actor.id:
        return say("activity.lot_yours", name=lot.name)
    elif not activities.take_lot(unit, lot_id, actor.id, now):
        raise TooLate("activity.lot_taken", name=lot.name)
    refresh(unit, row.id, now, first=actor.chat.id)
    if what == "free":
        return say("activity.lot_free", name=lot.name)
    show_own_part(unit, actor, row, now)
    return say("activity.lot_claimed" if _in_touch(actor) else "activity.lot_in_private", name=lot.name)


def heard(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """A photo in reply to "this lot is yours": it is done. None when the post is about something else."""
    message = chats.message(unit, actor.chat.id, post.reply_to) if post.reply_to is not None else None
    if message is None or message.view != "activity.lot" or not post.pictures:
        return None
    lot = activities.lot(unit, int((message.card or "lot:0").split(":")[1]))
    if lot is None or lot.person_id != actor.id:
        raise NotYours("activity.lot_not_yours")
    activities.change_lot(unit, lot.id, photo=post.pictures[0].file_id, done_at=now)
    row = activities.find(unit, lot.activity_id)
    lead = people.person(unit, row.lead_id)
    if lead.chat_id is not None and lead.reachable:
        unit.tell(
            lead.chat_id, "activity.lot_done", at=now, card=f"lot_done:{lot.id}", priority=Priority.DUTY, lot=lot.id,
            name=lot.name, title=row.title, who=actor.person.name, photo=post.pictures[0].file_id,
        )
    refresh(unit, row.id, now)
    return say("activity.lot_thanks", name=lot.name)


def _joined(unit: Unit, actor: Actor, row: Any, now: datetime) -> Said:
    """A seat; whoever walks a patrol gets its sheet in private, or hears where to find it."""
    if not activities.checks(unit, row.id):
        return say("activity.joined", title=row.title)
    show_own_part(unit, actor, row, now)
    return say("activity.joined_patrol" if _in_touch(actor) else "activity.patrol_in_private", title=row.title)


def _in_touch(actor: Actor) -> bool:
    return actor.person.chat_id is not None and (actor.chat.is_private or actor.person.reachable)


def _confirm_lot(unit: Unit, actor: Actor, lot: Any, row: Any, now: datetime) -> Said:
    activity_led(unit, actor, row.id)
    if lot.person_id == actor.id:
        raise NotYours("activity.not_your_own")
    if not activities.confirm_lot(unit, lot.id, actor.id):
        raise TooLate("activity.lot_confirmed_already")
    due = Due(lot.person_id, Rule.PLOT, row.points, f"plot:{lot.id}", now)
    award(unit, row.community_id, due, now, activity_id=row.id, actor_id=actor.id)
    refresh(unit, row.id, now, first=actor.chat.id)
    return say("activity.confirmed", n=1)


def _pay(unit: Unit, row: Any, person_id: int, minutes: int, actor: Actor, now: datetime) -> None:
    cause = f"hours:{row.id}:{person_id}"
    if row.kind == Kind.PATROL:
        counted, due = minutes, Due(person_id, Rule.PATROL, row.points, cause, row.starts_at)
    else:
        mine = ledger.open_account(unit, row.community_id, person_id, now)
        already = ledger.minutes_on(unit, mine.id, local_day(row.starts_at, unit.rules.zone))
        counted, points = hour_points(minutes, row.points, already, unit.rules.points)
        due = Due(person_id, Rule.HOURS, points, cause, row.starts_at)
    award(
        unit, row.community_id, due, now, activity_id=row.id, actor_id=actor.id,
        minutes=counted if row.kind != Kind.PATROL else None,
    )
    activities.sign_up(unit, row.id, person_id, "done", now, minutes=counted, confirmed_by=actor.id)


def _is_hours(text: str) -> bool:
    parts = text.replace("．", ".").split(".")
    return len(parts) <= 2 and all(part.isascii() and part.isdigit() and len(part) < 3 for part in parts)  # noqa: PLR2004  1.5
