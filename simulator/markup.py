"""`reply_markup`: inline keyboards as strict as Telegram's, other keyboards as they come."""

from simulator.params import Params
from simulator.refusals import JsonDict, bad

MOST_DATA_BYTES = 64
MOST_BUTTONS = 100
_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "callback_game", "pay", "copy_text",
)  # fmt: skip


def read_markup(params: Params) -> JsonDict | None:
    """The keyboard of a call, checked; an empty inline keyboard counts as none."""
    given = params.json("reply_markup")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in given:
        return given or None
    rows = given["inline_keyboard"]
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" must be of type Array')
    keyboard = [[_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in keyboard) > MOST_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": keyboard} if keyboard else None


def _button(button: object) -> JsonDict:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: expected an Object as an inline keyboard button")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad("can't parse inline keyboard button: inline keyboard button text must be non-empty")
    action = next((name for name in _ACTIONS if name in button), None)
    if action is None:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if action == "callback_data":
        _check_data(button["callback_data"])
    if action == "url":
        return {"text": text, "url": _checked_address(button["url"])}
    return {name: button[name] for name in ("text", action)}


def _check_data(data: object) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MOST_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")


def _checked_address(address: object) -> str:
    host = str(address).partition("://")[2] or str(address)
    if not host or " " in host or ("." not in host and not str(address).startswith("tg://")):
        raise bad(f"inline keyboard button URL '{address}' is invalid: Wrong HTTP URL")
    return str(address) if "://" in str(address) else f"http://{address}/"
