"""A line of chat that holds several values."""

import re

_MARKS = (re.compile(r"[；;\n]+"), re.compile(r"[，,]+"))


def fields(line: str) -> list[str]:
    """The values between semicolons and ends of lines; where there is none of these, between commas."""
    parts: list[str] = []
    for mark in _MARKS:
        parts = [part.strip() for part in mark.split(line) if part.strip()]
        if len(parts) > 1:
            break
    return parts
