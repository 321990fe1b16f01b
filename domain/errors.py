"""What a person can be refused, as keys and values. The words are in the catalogs."""

from domain.said import status as named_status


class Refusal(Exception):
    """A polite no. `key` names the sentence in the catalogs, `values` fill it; nothing has changed."""

    key = "refusal.unknown"

    def __init__(self, key: str | None = None, **values: object) -> None:
        self.key = key or type(self).key
        self.values = values
        super().__init__(self.key, values)


class NotFound(Refusal):
    """There is no such case, draft or area, or it must not be known to this person."""

    key = "refusal.no_such_case"


class NotYours(Refusal):
    """The person may see it, but not do this to it."""

    key = "refusal.not_yours"


class TooLate(Refusal):
    """Somebody else moved the case first, or the time for this has passed. `status` is what the case is now."""

    key = "refusal.too_late"

    def __init__(self, key: str | None = None, *, status: str = "", **values: object) -> None:
        super().__init__(key, **values, **({"status": named_status(status)} if status else {}))


class NotUnderstood(Refusal):
    """The words or the button could not be read."""

    key = "refusal.not_understood"
