"""Acts that are typed instead of pressed: "接单 12", "done 12 new bulb", "/accept 12"."""

import re

from domain.press import Press, Verb
from views.catalog import LANGUAGES, Catalogs

_NUMBER = r"[#＃№]?\s*(?:No\.?\s*)?(\d{1,30})\s*(?:号)?(?=$|[\s,，:：。;；!！])"


class TypedActs:
    """Reads a message as an act on a case, by the words of every language's catalog."""

    def __init__(self, catalogs: Catalogs) -> None:
        self._verbs: dict[str, Verb] = {}
        for language in LANGUAGES:
            for verb in Verb:
                if catalogs(language).has(f"typed.{verb}"):
                    for word in catalogs(language).plain(f"typed.{verb}").split("/"):
                        self._verbs[word.strip().lower()] = verb
        self._answers = {
            word.strip().lower(): answer == "yes"
            for language in LANGUAGES
            for answer in ("yes", "no")
            for word in catalogs(language).plain(f"answer.{answer}").split("/")
        }
        longest_first = sorted(self._verbs, key=len, reverse=True)
        words = "|".join(re.escape(word) for word in longest_first)
        self._act = re.compile(rf"\s*/?({words})(?:@\w+)?\s*{_NUMBER}[\s,，:：]*(.*)", re.IGNORECASE | re.DOTALL)
        self._bare = re.compile(rf"\s*/?({words})(?:@\w+)?\s*[。！!]?\s*", re.IGNORECASE)

    def read(self, text: str) -> Press | None:
        """The act that a text asks for, or None when it is none. A number beyond all cases stays what it is: none."""
        found = self._act.fullmatch(text)
        if found is None:
            return None
        return Press(self._verbs[found[1].lower()], int(found[2][:12]), found[3].strip())

    def bare(self, text: str) -> Verb | None:
        """The verb of a message that is nothing else: its number is missing."""
        found = self._bare.fullmatch(text)
        return self._verbs[found[1].lower()] if found else None

    def answer(self, text: str) -> bool | None:
        """Whether a message is "yes" or "no" and nothing else; None for any other."""
        return self._answers.get(text.strip().rstrip("。.！!").lower())
