"""What strangers typed, made fit to be shown beside other words: commands, our name, and letters that nobody sees."""

import re

NAME = 64

_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Letters that would turn a line around, hide in a word, or can't be written down. Line breaks and joiners stay."""

_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@([a-z0-9_]+))?(?=\s|$)", re.IGNORECASE | re.ASCII)


def readable(text: str) -> str:
    """The text without unseen letters and outer blanks."""
    return _UNSEEN.sub("", text).strip()


def name_of(full: str, user_id: int) -> str:
    """A person's name on one line, with nothing unseen in it; their number where nothing is left."""
    name = "".join(letter for letter in full if letter.isprintable() or letter.isspace())
    return " ".join(name.split())[:NAME].strip() or str(user_id)


def command_of(text: str, bot: str) -> str | None:
    """The command that a text begins with, in small letters; "" for none, None for one that another bot is to do."""
    found = _COMMAND.match(text)
    if found is None:
        return ""
    return found[1].lower() if found[2] is None or found[2].lower() == bot.lower() else None


def without_command(text: str) -> str:
    """The text after the command that it begins with."""
    return _COMMAND.sub("", text, count=1).strip()


def names(text: str, bot: str) -> bool:
    """Whether @bot is in the text."""
    return bool(bot) and bool(_mention(bot).search(text))


def without_name(text: str, bot: str) -> str:
    """The text without @bot."""
    return _mention(bot).sub("", text).strip() if bot else text


def _mention(bot: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)@{re.escape(bot)}(?!\w) ?", re.IGNORECASE | re.ASCII)
