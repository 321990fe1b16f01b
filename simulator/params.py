"""The parameters of one call: from a query string, a form, a multipart body or JSON, all read the same way."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from simulator.refusals import JsonDict, Refused, bad

MOST_UPLOAD = 50 * 1024 * 1024
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    data: bytes = field(repr=False)
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Params:
    """Texts by name, and uploads by name."""

    texts: dict[str, str]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def flag(self, name: str) -> bool:
        return is_true(self.texts.get(name, ""))

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as the default, as it does at Telegram's."""
        text = self.texts.get(name, "").strip()
        return int(text) if _WHOLE.fullmatch(text) else default

    def json(self, name: str) -> object:
        """A nested value, None if it was not given; refuses what is no JSON."""
        text = self.texts.get(name, "")
        if not text:
            return None
        try:
            value: object = json.loads(text)
        except ValueError as error:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from error
        return value

    def file(self, name: str) -> Upload | str | None:
        """An upload, directly or by `attach://`, or the text (a file_id or an address)."""
        return self.attached(self.texts.get(name, ""), name)

    def attached(self, value: str, name: str = "") -> Upload | str | None:
        if name and name in self.uploads:
            return self.uploads[name]
        if value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return value or None

    def noted(self) -> dict[str, str]:
        """For the record of calls: texts as they are, uploads by name and size."""
        if not self.uploads:
            return self.texts
        return self.texts | {name: f"{up.name} ({len(up.data)} bytes)" for name, up in self.uploads.items()}


def is_true(text: str) -> bool:
    return text.strip().lower() in {"true", "yes", "1"}


async def read_params(request: web.Request) -> Params:
    """Read a call's parameters; the body wins over the query string."""
    texts = dict(request.query) if request.query_string else {}
    if request.method == "GET" or not request.can_read_body:
        return Params(texts)
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _read_multipart(request, texts)
    body = await request.read()
    if kind == "application/json":
        texts.update(_from_json(body))
    elif kind == "application/x-www-form-urlencoded":
        texts.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Params(texts)


def _from_json(body: bytes) -> dict[str, str]:
    try:
        values = json.loads(body or b"{}")
    except ValueError as error:
        raise bad("can't parse request body as a JSON object") from error
    if not isinstance(values, dict):
        raise bad("can't parse request body as a JSON object")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
        if value is not None
    }


async def _read_multipart(request: web.Request, texts: dict[str, str]) -> Params:
    uploads: dict[str, Upload] = {}
    total = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=False))
        total += len(data)
        if total > MOST_UPLOAD:
            raise Refused(413, "Request Entity Too Large")
        if part.filename is not None:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, data, mime)
        else:
            texts[part.name] = data.decode("utf-8", "replace")
    return Params(texts, uploads)


def as_object(value: object, words: str) -> JsonDict:
    """A JSON object, or a refusal in these words."""
    if not isinstance(value, dict):
        raise bad(words)
    return value
