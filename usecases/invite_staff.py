"""Invitations: single use, kept only as a hash, good for 72 hours; the inviter hears who came and can take it back."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from domain.errors import Refusal
from domain.people import Area, Role
from domain.said import Said, say
from domain.said import role as role_name
from storage import areas, people
from storage.unit import Priority, Unit
from usecases import telling
from usecases.access import Actor, area_of_code, covers, must_cover
from usecases.route_case import give_back, route_unrouted


def make_invite(unit: Unit, role: str, code: str, now: datetime, *, name: str = "", by: int | None = None) -> str:
    """A new invitation for a role at an area. Returns its token (48 characters), which is stored nowhere.

    Raises Refusal for an unknown role or area. The caller has checked that `by` may invite there.
    """
    slug = unit.rules.taxonomy.role_called(role)
    if slug not in list(Role):
        raise Refusal("refusal.no_such_role", role=role[:40], known=", ".join(Role))
    area = area_of_code(unit, code)
    token = secrets.token_hex(24)  # no dash: what begins with a letter and a dash is another kind of link
    people.add_invite(
        unit, token_hash=hashed(token), role=slug, area_id=area.id, staff_name=name[:64], invited_by=by,
        made_at=now, expires_at=now + unit.rules.periods.invite,
    )
    return token


def invite_from_chat(unit: Unit, actor: Actor, role: str, code: str, name: str, now: datetime) -> Said:
    """A secretary invites somebody for an area below; the answer holds the link to pass on."""
    area, slug = area_of_code(unit, code), unit.rules.taxonomy.role_called(role)
    must_cover(unit, actor, area, strictly=slug == Role.SECRETARY)
    token = make_invite(unit, slug, code, now, name=name, by=actor.id)
    return say("staff.invited", role=role_name(slug), area=area.name, link=start_link(unit, token))


def start_link(unit: Unit, payload: str) -> str:
    """The link that opens the private chat with a payload."""
    return f"https://t.me/{unit.rules.bot_username}?start={payload}"


def accept_invite(unit: Unit, actor: Actor, token: str, now: datetime) -> Said:
    """Take the invitation: greeted, told what they are now responsible for and what to do first.

    Raises Refusal when it is unknown, used, taken back or too old, or when its inviter may no longer invite there.
    """
    invite = people.invite(unit, token_hash=hashed(token))
    if invite is None or invite.revoked_at is not None:
        raise Refusal("refusal.no_such_invite")
    if invite.used_by == actor.id and people.grant_of(unit, invite.grant_id) is not None:
        return say("staff.welcome_again")
    if invite.used_at is not None or not people.use_invite(unit, invite.id, actor.id, now):
        raise Refusal("refusal.invite_used")
    if now > invite.expires_at:
        raise Refusal("refusal.invite_expired")
    area = areas.area(unit, invite.area_id)
    if not _inviter_still_may(unit, actor, invite, area):
        raise Refusal("refusal.no_such_invite")
    grant_id = people.grant(unit, actor.id, Role(invite.role), area.id, invite.invited_by, now)
    people.change_invite(unit, invite.id, grant_id=grant_id)
    if invite.staff_name:
        people.change(unit, actor.id, staff_name=invite.staff_name)
    _tell_inviter(unit, actor, invite, area.name, now)
    waiting = route_unrouted(unit, area, now)
    name = invite.staff_name or actor.person.name
    key = "staff.welcome_secretary" if invite.role == Role.SECRETARY else "staff.welcome"
    return say(
        f"{key}_waiting" if waiting else key, name=name, role=role_name(invite.role), area=area.name, waiting=waiting
    )


def revoke_invite(unit: Unit, actor: Actor, invite_id: int, now: datetime) -> Said:
    """One tap by the inviter (or a secretary above) takes an invitation, used or not, back."""
    invite = people.invite(unit, invite_id=invite_id)
    if invite is None:
        raise Refusal("refusal.no_such_invite")
    if invite.invited_by != actor.id:
        must_cover(unit, actor, areas.area(unit, invite.area_id))
    people.change_invite(unit, invite.id, revoked_at=now)
    if invite.grant_id is not None:
        _take_away(unit, invite.grant_id, now)
    return say("staff.revoked")


def remove_grant(unit: Unit, actor: Actor, grant_id: int, now: datetime) -> Said:
    """/staff: take somebody's role away; their open cases there are routed to others."""
    grant = people.grant_of(unit, grant_id)
    if grant is None:
        raise Refusal("refusal.no_such_grant")
    area = areas.area(unit, grant.area_id)
    if grant.person_id != actor.id:
        must_cover(unit, actor, area, strictly=grant.role is Role.SECRETARY)
    moved = _take_away(unit, grant_id, now)
    person = people.person(unit, grant.person_id)
    if person.chat_id is not None and person.reachable and person.id != actor.id:
        unit.tell(
            person.chat_id, "say", at=now, key="staff.role_ended", priority=Priority.DUTY,
            values={"role": role_name(grant.role), "area": area.name},
        )
    key = "staff.removed_moved" if moved else "staff.removed"
    return say(key, name=person.name, role=role_name(grant.role), area=area.name, moved=moved)


def hashed(token: str) -> str:
    """What is stored of a token: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def _take_away(unit: Unit, grant_id: int, now: datetime) -> int:
    grant = people.grant_of(unit, grant_id)
    if grant is None or not people.end_grant(unit, grant_id, now):
        return 0
    return give_back(unit, grant.person_id, now, why="grant ended", area=areas.area(unit, grant.area_id))


def _inviter_still_may(unit: Unit, actor: Actor, invite: Any, area: Area) -> bool:
    if invite.invited_by is None:  # made by the operator, at the machine itself
        return True
    inviter = Actor(people.person(unit, invite.invited_by), actor.chat)
    return covers(unit, inviter, area, strictly=invite.role == Role.SECRETARY)


def _tell_inviter(unit: Unit, actor: Actor, invite: Any, area: str, now: datetime) -> None:
    facts = {"name": actor.person.name, "area": area, "role": role_name(invite.role), "invite": invite.id}
    if invite.invited_by is None:
        telling.tell_operators(unit, now, "staff.joined", once=f"joined:{invite.id}", **facts)
        return
    inviter = people.person(unit, invite.invited_by)
    if inviter.chat_id is not None and inviter.reachable:
        unit.tell(inviter.chat_id, "staff.joined", at=now, priority=Priority.DUTY, **facts)
