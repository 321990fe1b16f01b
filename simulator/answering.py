"""answerCallbackQuery: once, in time, in at most 200 characters."""

from datetime import timedelta

from simulator import acts
from simulator.entities import units
from simulator.query import Query
from simulator.refusals import bad

MOST_ANSWER = 200
ANSWER_WITHIN = timedelta(seconds=150)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def answer_callback_query(query: Query) -> bool:
    press_id = query.params.text("callback_query_id")
    text = query.params.text("text")
    if units(text) > MOST_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    if not press_id.isdigit():
        raise bad("invalid callback query ID specified")
    press = query.state.presses.get(press_id)
    if press is None or press.bot is not query.bot or query.state.clock() - press.at > ANSWER_WITHIN:
        raise bad(TOO_OLD)
    address = query.params.text("url")
    if address and not address.startswith(f"t.me/{query.bot.username}") and "t.me/" not in address:
        raise bad("URL_INVALID")
    acts.answer(query.state, press, text or None, alert=query.params.flag("show_alert"), url=address or None)
    return True
