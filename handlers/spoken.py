"""What people write in private instead of a command: 存折, 换东西, my points; the catalogs have the words."""

import re

from telegram.ext import filters

from views.catalog import LANGUAGES, Catalogs


def spoken(command: str, catalogs: Catalogs) -> filters.BaseFilter | None:
    """A new message in private that is nothing but one of a command's everyday names; None where it has none."""
    names = [
        name.strip()
        for language in LANGUAGES
        if catalogs(language).has(f"spoken.{command}")
        for name in catalogs(language).plain(f"spoken.{command}").split("/")
    ]
    if not names:
        return None
    pattern = re.compile(rf"\A\s*/?(?:{'|'.join(map(re.escape, names))})\s*[。.！!？?]?\s*\Z", re.IGNORECASE)
    return filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.TEXT & filters.Regex(pattern)
