"""A secretary's side of the shop: what is on the shelf, and what a month has cost."""

import re
from collections import Counter
from datetime import date, datetime
from typing import Any

from domain.chats import Picture
from domain.errors import NotFound, NotYours, Refusal
from domain.fields import fields
from domain.passbook import Offer, Shelf, Statement, StatementRow
from domain.people import Role
from domain.points import month_of
from domain.said import Said, say
from storage import areas, people, shop
from storage.unit import Unit
from usecases.access import Actor, is_operator, must_cover
from usecases.see_points import community_of

_PRICE = re.compile(r"(\d{1,6})\s*(?:分|points?)", re.IGNORECASE)
_STOCK = re.compile(r"(\d{1,6})\s*(?:件|个|份|提|桶|pieces?|left|in stock)", re.IGNORECASE)
_LIMIT = re.compile(r"(?:每人(?:每月)?|max|limit)\D{0,3}(\d{1,3})", re.IGNORECASE)
_MONTH = re.compile(r"(?:(20\d{2})\s*[-/年.]\s*)?(0?[1-9]|1[0-2])月?")
_OFF, _ON = {"停", "下架", "off"}, {"上架", "on"}


def keep_reward(unit: Unit, actor: Actor, text: str, pictures: tuple[Picture, ...], now: datetime) -> Said | None:
    """/reward: `抽纸；20 分；10 件；每人每月 1；老王超市` is a new one; `/reward 3 +10`, `3 25 分`, `3 停` change it.

    In reply to a photo the photo becomes the reward's. Alone it lists the shelf.
    """
    community = community_kept(unit, actor)
    first, _, rest = text.strip().partition(" ")
    if not text.strip():
        unit.tell(actor.chat.id, "shop.keeping", at=now, person_id=actor.id, community=community)
        return say("shop.how")
    if first.isdecimal() and len(first) < 9:  # noqa: PLR2004  a reward's number is short
        return _change(unit, actor, int(first), rest.strip(), pictures, now)
    name, price, stock, limit, partner = read_reward(text)
    number = shop.add_reward(
        unit, community_id=community, name=name, price=price, stock=stock, per_person=limit, partner=partner,
        photo=pictures[0].file_id if pictures else None, made_by=actor.id, made_at=now,
    )
    return say("shop.added", number=number, reward=name, price=price, stock=stock)


def read_reward(text: str) -> tuple[str, int, int, int | None, str]:
    """(name, price, stock, limit per person and month, partner) of a line. Raises Refusal when one is missing."""
    name, *parts = fields(text)
    price = stock = limit = None
    partner = ""
    for part in parts:
        if found := _LIMIT.fullmatch(part) or _LIMIT.match(part):
            limit = int(found[1])
        elif found := _PRICE.fullmatch(part):
            price = int(found[1])
        elif found := _STOCK.fullmatch(part):
            stock = int(found[1])
        else:
            partner = part[:60]
    if not price or stock is None:
        raise Refusal("shop.how")
    return name[:60], price, stock, limit, partner


def show_statement(unit: Unit, actor: Actor, month: str, now: datetime) -> Said | None:
    """/statement [2026-06]: what the month took from the shelf, by reward and partner, as a workbook."""
    if not actor.chat.is_private:
        raise Refusal("refusal.private_only")
    community = community_kept(unit, actor)
    named = month_called(month, now.astimezone(unit.rules.zone).date())
    unit.tell(actor.chat.id, "shop.statement", at=now, person_id=actor.id, community=community, month=named)
    return None


def month_called(words: str, today: date) -> str:
    """2026-06 for 2026-6, 6月, June's number alone or nothing at all, which is this month. Raises Refusal."""
    if not words.strip():
        return f"{today:%Y-%m}"
    found = _MONTH.fullmatch(words.strip())
    if found is None:
        raise Refusal("shop.which_month")
    number = int(found[2])
    year = int(found[1]) if found[1] else today.year - (number > today.month)
    return f"{year}-{number:02}"


def statement(unit: Unit, community_id: int, month: str) -> Statement:
    """A month's redemptions by reward, and one line for each; nobody's name is in it, for a partner reads it."""
    zone = unit.rules.zone
    year, number = (int(part) for part in month.split("-"))
    start = month_of(datetime(year, number, 15, tzinfo=zone), zone)
    end = month_of(datetime(year + number // 12, number % 12 + 1, 15, tzinfo=zone), zone)
    rows = shop.taken_between(unit, community_id, start, end)
    made: Counter[tuple[str, str, int]] = Counter()
    ended: dict[str, Counter[tuple[str, str, int]]] = {"handed": Counter(), "cancelled": Counter()}
    for row in rows:
        key = (row.partner, row.reward, row.price)
        made[key] += start <= row.made_at < end
        if row.state in ended and start <= row.ended_at < end:
            ended[row.state][key] += 1
    table = tuple(
        StatementRow(*key, made[key], ended["handed"][key], ended["cancelled"][key]) for key in sorted(made)
    )
    return Statement(areas.area(unit, community_id).name, month, table, tuple(_plain(row) for row in rows))


def statement_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Statement:
    """What the statement's view writes."""
    return statement(unit, int(facts["community"]), str(facts["month"]))


def keeping_page(unit: Unit, person_id: int, facts: dict[str, Any], now: datetime) -> Shelf:
    """The whole shelf, with what is sold out or taken off."""
    community = areas.area(unit, int(facts["community"]))
    return Shelf(community.name, 0, shop.shelf(unit, community.id, everything=True))


def community_kept(unit: Unit, actor: Actor) -> int:
    """The community whose secretary somebody is, or which an operator means.

    Of several it is the one in whose group they say it, else the first. Raises NotYours; a street's secretary hears
    that the communities' own ones do it.
    """
    held = [grant.area_id for grant in people.grants_of(unit, actor.id) if grant.role is Role.SECRETARY]
    kept = [found for one in held if (found := areas.area(unit, one).community_id) is not None]
    if kept:
        here = areas.area(unit, actor.chat.area_id).community_id if actor.chat.area_id is not None else None
        return here if here in kept else kept[0]
    found = community_of(unit, actor)
    if found is None or not is_operator(unit, actor.person):
        raise NotYours("points.only_below" if held else "points.only_secretaries")
    return found


def _change(
    unit: Unit, actor: Actor, number: int, what: str, pictures: tuple[Picture, ...], now: datetime
) -> Said:
    row = shop.reward(unit, number)
    if row is None:
        raise NotFound("shop.not_there")
    must_cover(unit, actor, areas.area(unit, row.community_id))
    if pictures:
        shop.change_reward(unit, number, photo=pictures[0].file_id)
    elif re.fullmatch(r"[+＋]\d{1,6}", what):
        shop.change_stock(unit, number, int(what[1:]))
    elif re.fullmatch(r"[-−－]\d{1,6}", what):
        if not shop.change_stock(unit, number, -int(what[1:])):
            raise Refusal("shop.not_so_many", stock=row.stock)
    elif found := _PRICE.fullmatch(what):
        shop.change_reward(unit, number, price=max(1, int(found[1])))
    elif what.lower() in _OFF | _ON:
        shop.change_reward(unit, number, open=what.lower() in _ON)
    else:
        raise Refusal("shop.how")
    after: Offer = next(one for one in shop.shelf(unit, row.community_id, everything=True) if one.id == number)
    key = "shop.changed" if after.open else "shop.changed_off"
    return say(key, number=number, reward=after.name, price=after.price, stock=after.stock)


def _plain(row: Any) -> tuple[int, datetime, str, str, int, str, datetime | None]:
    return row.id, row.made_at, row.reward, row.partner, row.price, row.state, row.ended_at
