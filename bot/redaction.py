"""Takes secrets out of text before anybody can read it."""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

HIDDEN = "***"

# The bot's number, a colon (in an address perhaps %3A), and the secret part.
_TOKEN_LIKE = re.compile(r"\d{6,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")


class Redaction:
    """Hides anything that looks like a bot token, and the given secrets however they were quoted on the way."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        spellings = {spelling for secret in secrets if secret for spelling in _spellings(secret)}
        # in any case: the library writes Telegram's refusals anew, as sentences in small letters
        longest_first = sorted(spellings, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE) if longest_first else None

    def __call__(self, text: str) -> str:
        """The text with every secret replaced by `***`."""
        if self._secrets is not None:
            text = self._secrets.sub(HIDDEN, text)
        return _TOKEN_LIKE.sub(HIDDEN, text)


def _spellings(secret: str) -> set[str]:
    in_json = json.dumps(secret, ensure_ascii=False)[1:-1]
    return {secret, quote(secret, safe=""), quote(secret), in_json, json.dumps(secret)[1:-1], repr(secret)[1:-1]}
