"""Telegram's refusals: what an error answer carries, in Telegram's own words."""

from typing import Any

JsonDict = dict[str, Any]


class Refused(Exception):
    """An answer with `ok: false`; `code` is the HTTP status too."""

    def __init__(self, code: int, description: str, parameters: JsonDict | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> JsonDict:
        answer: JsonDict = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad(words: str, parameters: JsonDict | None = None) -> Refused:
    return Refused(400, f"Bad Request: {words}", parameters)


def forbidden(words: str) -> Refused:
    return Refused(403, f"Forbidden: {words}")


def conflict(words: str) -> Refused:
    return Refused(409, f"Conflict: {words}")


def too_many(seconds: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
