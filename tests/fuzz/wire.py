"""The library's requests, carried to the simulator's own methods within the process: its rules, without its HTTP."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from telegram.request import BaseRequest, RequestData

from simulator.api import METHODS
from simulator.params import Params, Upload
from simulator.query import Query
from simulator.refusals import Refused
from simulator.world import World


@dataclass(frozen=True)
class Refusal:
    """A call that Telegram would not have taken."""

    method: str
    params: dict[str, str]
    words: str


@dataclass
class Line:
    """What a wire leads to at the moment: a pretend Telegram, one bot's token, and what was refused on the way."""

    world: World
    token: str
    refused: list[Refusal] = field(default_factory=list)
    said: int = 0


class Wire(BaseRequest):
    """A request class whose other end can be changed between two plays."""

    def __init__(self) -> None:
        self.line: Line | None = None

    @property
    def read_timeout(self) -> float | None:
        """Nothing takes any time."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """One call: what the simulator answers to it."""
        assert self.line is not None
        address = urlsplit(url)
        if "/file/bot" in url:
            stored = self.line.world.files.by_path(url.partition(f"/file/bot{self.line.token}/")[2])
            return (200, stored.data) if stored is not None else (404, b'{"ok":false,"error_code":404,"description":""}')
        name = address.path.rpartition("/")[2]
        params = _params(address.query, request_data)
        try:
            result = await METHODS[name.lower()](Query(self.line.world, self.line.world.bots[self.line.token], name, params))
        except Refused as refused:
            self.line.refused.append(Refusal(name, params.noted(), refused.description))
            return refused.code, json.dumps(refused.as_json()).encode()
        self.line.said += name.startswith("send")
        return 200, json.dumps({"ok": True, "result": result}).encode()


def _params(query: str, data: RequestData | None) -> Params:
    texts = dict(parse_qsl(query, keep_blank_values=True))
    if data is None:
        return Params(texts)
    uploads = {
        part: Upload(name, content if isinstance(content, bytes) else content.read(), kind)
        for part, (name, content, kind) in (data.multipart_data or {}).items()
    }
    return Params(texts | data.json_parameters, uploads)
