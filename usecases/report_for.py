"""For somebody else, who walked in or rang up: same number, same loop; the helper answers for the reporter."""

import re
from dataclasses import replace
from datetime import datetime

from domain.chats import Chatter, Post
from domain.errors import NotYours, Refusal
from domain.said import Said
from storage import people
from storage.unit import Unit
from usecases.access import Actor, is_operator
from usecases.gather import is_known
from usecases.hear_group import report_in_group
from usecases.hear_private import begin_report

NAME = 64
_FOR = re.compile(r"(?:for|代|帮)(?:\s+(\S+)\s*(.*))?", re.IGNORECASE | re.DOTALL)


def report_for(unit: Unit, actor: Actor, post: Post, now: datetime) -> Said | None:
    """`/report for NAME what is broken`, by any grant holder. In private the building is asked for if need be."""
    name, words = for_whom(post.text) or ("", "")
    if not people.grants_of(unit, actor.id) and not is_operator(unit, actor.person):
        raise NotYours("refusal.report_for_is_for_staff")
    if not name or not (words or post.pictures or post.replied):
        raise Refusal("refusal.report_for_how")
    told = replace(post, text=words)
    if actor.chat.is_private:
        if is_known(unit, actor, post):
            raise Chatter
        return begin_report(unit, actor, told, now, on_behalf=name)
    return report_in_group(unit, actor, told, now, on_behalf=name)


def for_whom(text: str) -> tuple[str, str] | None:
    """Whose report it is and what it says, of "for 王阿姨 3栋楼道灯不亮"; None when it is one's own.

    Both are empty where only "for" was said.
    """
    found = _FOR.fullmatch(text.strip())
    return ((found[1] or "")[:NAME], (found[2] or "").strip()) if found else None
