"""`parse_mode=HTML`, as strict as Telegram's own parser and with its words.

Rules and wording follow the open server's `parse_html` (tdlib/td, MessageEntity.cpp); offsets in errors are bytes.
"""

import re

from simulator.entities import ordered, units
from simulator.refusals import JsonDict, Refused, bad

_PLAIN = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
_KNOWN = frozenset(_PLAIN) | {"a", "tg-emoji"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_TEXT = re.compile(r"[^<]+")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=]*")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SURROGATES = range(0xD800, 0xE000)
_LAST_CHARACTER = 0x10FFFF
_SPACE = re.compile(r"\s*")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)")
_LINK = re.compile(
    r"(?:https?|tg|ton|tonsite|ftp)://\S+|mailto:\S+|tel:\S+|[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?", re.IGNORECASE
)


def parse_html(source: str) -> tuple[str, list[JsonDict]]:
    """The plain text and its entities; raises Refused for anything Telegram would not accept."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Reader(source).read()


class _Open:
    """A tag that waits for its end."""

    __slots__ = ("argument", "attributes", "name", "offset", "start")

    def __init__(self, name: str, attributes: dict[str, str], offset: int, start: int) -> None:
        self.name = name
        self.attributes = attributes
        self.argument = _argument(name, attributes)
        self.offset = offset
        self.start = start


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.plain: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[JsonDict] = []

    def read(self) -> tuple[str, list[JsonDict]]:
        while self.at < len(self.source):
            if self.source[self.at] != "<":
                self._take_text()
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self.plain), ordered(self.entities)

    def _take_text(self) -> None:
        hit = _TEXT.match(self.source, self.at)
        assert hit is not None  # noqa: S101 - the caller saw a character that is not "<"
        self.at = hit.end()
        text = decode_characters(hit.group())
        self.plain.append(text)
        self.offset += units(text)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        hit = pattern.match(self.source, self.at)
        assert hit is not None  # noqa: S101 - every pattern here also matches nothing
        self.at = hit.end()
        return hit.group()

    def _next(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._skip(_NAME).lower()
        if not self._next():
            raise _refusal(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in _KNOWN:
            raise _refusal(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        attributes: dict[str, str] = {}
        while self._next() != ">":
            self._skip(_SPACE)
            if self._next() == ">":
                break
            self._attribute(name, begin, attributes)
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(name, attributes, self.offset, len(self.plain)))

    def _attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> None:
        where = f'the tag "{tag}" at byte offset {self._byte(begin)}'
        if tag == "blockquote" and re.match(r"expandable(?=[\s>])", self.source[self.at :]):
            self.at += len("expandable")
            attributes["expandable"] = ""
            return
        name = self._skip(_ATTRIBUTE_NAME)
        if not name:
            raise _refusal(f"Empty attribute name in {where}")
        self._skip(_SPACE)
        if self._next() != "=":
            raise _refusal(f"Expected equal sign in declaration of an attribute of {where}")
        self.at += 1
        self._skip(_SPACE)
        if not self._next():
            raise _refusal(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes[name] = self._attribute_value(begin)

    def _attribute_value(self, begin: int) -> str:
        quote = self._next()
        if quote in {'"', "'"}:
            end = self.source.find(quote, self.at + 1)
            if end < 0 or end + 1 >= len(self.source):
                raise _refusal(f"Unclosed start tag at byte offset {self._byte(begin)}")
            value = decode_characters(self.source[self.at + 1 : end])
            self.at = end + 1
            return value
        token_begin = self.at
        value = self._skip(_TOKEN).lower()
        if not (self._next() == ">" or self._next().isspace()):
            raise _refusal(f"Unexpected end of name token at byte offset {self._byte(token_begin)}")
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _refusal(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        name = self._skip(_NAME).lower()
        self._skip(_SPACE)
        if self._next() != ">":
            raise _refusal(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        tag = self.open[-1]
        if name not in {"", tag.name}:
            raise _refusal(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{tag.name}>", found "</{name}>"'
            )
        self.open.pop()
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        span = {"offset": tag.offset, "length": self.offset - tag.offset}
        if tag.name == "a":
            entity = _link(tag.argument or "".join(self.plain[tag.start :]), span)
            if entity:
                self.entities.append(entity)
        elif tag.name == "tg-emoji":
            if not tag.argument.isdigit() or int(tag.argument) == 0:
                raise _refusal("Invalid custom emoji identifier specified")
            self.entities.append({"type": "custom_emoji", **span, "custom_emoji_id": tag.argument})
        elif tag.name in {"pre", "code"} and self._joined_code(tag, span):
            return
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            self.entities.append({"type": "expandable_blockquote", **span})
        else:
            entity = {"type": _PLAIN[tag.name], **span}
            self.entities.append(
                {**entity, "language": tag.argument} if tag.argument and tag.name == "code" else entity
            )

    def _joined_code(self, tag: _Open, span: JsonDict) -> bool:
        """`<pre><code class="language-x">` is one entity with a language."""
        last = self.entities[-1] if self.entities else None
        if last is None or last["type"] not in {"pre", "code"} or last["type"] == tag.name:
            return False
        language = last.get("language") or (tag.argument if tag.name == "code" else "")
        if not language or (last["offset"], last["length"]) != (span["offset"], span["length"]):
            return False
        last.update(type="pre", language=language)
        return True


def decode_characters(text: str) -> str:
    """Character references become characters; what Telegram does not know stays as it is."""
    return _CHARACTER.sub(_character, text) if "&" in text else text


def _character(hit: re.Match[str]) -> str:
    hexadecimal, decimal, name = hit.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code in _SURROGATES:
        raise _refusal(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code < _LAST_CHARACTER else hit.group()


def _argument(name: str, attributes: dict[str, str]) -> str:
    if name == "a":
        return attributes.get("href", "")
    if name == "tg-emoji":
        return attributes.get("emoji-id", "")
    language = attributes.get("class", "") if name == "code" else ""
    return language.removeprefix("language-") if language.startswith("language-") else ""


def _link(address: str, span: JsonDict) -> JsonDict | None:
    user = _USER_LINK.fullmatch(address)
    if user:
        return {"type": "text_mention", **span, "user": {"id": int(user.group(1))}}
    if not _LINK.fullmatch(address):
        return None
    return {
        "type": "text_link",
        **span,
        "url": address if ":" in address.split("/", maxsplit=1)[0] else f"http://{address}/",
    }


def _refusal(words: str) -> Refused:
    return bad(f"can't parse entities: {words}")
