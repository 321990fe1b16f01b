"""A photo whose caption is an act: "办好了 12 换了新桶", "还没好 12 盖子没换"; an album is one answer."""

from dataclasses import replace
from datetime import datetime

from domain.chats import Post
from domain.draft import Ask
from domain.press import Press, Verb
from domain.said import Said
from storage.unit import Unit
from usecases.access import Actor
from usecases.answer_prompt import open_question
from usecases.reply_about import take_answer

SHOWN = {Verb.DONE: Ask.DONE, Verb.REOPEN: Ask.REOPEN}
"""The acts that a photo belongs to."""


def show_result(unit: Unit, actor: Actor, press: Press, post: Post, now: datetime) -> Said | None:
    """The answer that comes with its question. Raises a refusal when it could not be used."""
    prompt = open_question(unit, actor, press.number, SHOWN[press.verb], now)
    return take_answer(unit, actor, prompt, replace(post, text=press.argument), now)
