"""The chat page: people's phones side by side in a browser, for any bot. A host says whom to show and adds panels.

The config is JSON; texts in it are `{"zh": …, "en": …}` or plain. All but `people` may be left out:
    title, short, subtitle, subtitleShort   of the page; `short…` on narrow screens
    logo, logoDark, icon    addresses of pictures
    timezone                such as Asia/Shanghai; else the browser's
    people   [{id, name?, short?, role?, initial?, colour?, turn?, opens?: window id}]   whose phones, in this order
    faces    {account or window id: {name?, initial?, colour?, logo?, logoDark?}}   how others look
    samples  [{name, url, thumb?, label, caption?}]   ready-made photos to send
    marks    [{match, as, inside?}]   a regular expression whose first group (or all) in bots' words, perhaps inside an
             entity such as `bold`, is dressed in a CSS class (`plate` is there)
    fonts    {regular, bold}   addresses of fonts for machines without Chinese ones
    styles   [address], panels [address]   of the host; a panel's module exports default(page), see page/main.js
"""

import html
import json
from collections.abc import Callable
from pathlib import Path
from string import Template

from aiohttp import web

from simulator.guard import guarded
from simulator.refusals import JsonDict
from simulator.street import Person
from simulator.world import World

FOLDER = Path(__file__).parent / "page"
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'self'; connect-src 'self' ws://127.0.0.1:* ws://localhost:*; img-src 'self' blob: data:; "
        "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
MOST_PHONES = 8
Config = Callable[[], JsonDict]

_FONTS = """<style>
@font-face{font-family:'Host Sans';font-weight:400;src:url('%s');font-display:swap}
@font-face{font-family:'Host Sans';font-weight:700;src:url('%s');font-display:swap}
</style>"""


class ChatPage:
    """Serves the page at `/` and its files under `/page/`; `config` is asked anew for every visit."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/", guarded(self.index))
        app.router.add_get("/page/{name}", guarded(page_file))

    async def index(self, _request: web.Request) -> web.StreamResponse:
        """The page with its config and words in it, so that it starts without asking again."""
        config = self._config()
        template = Template((FOLDER / "index.html").read_text(encoding="utf-8"))
        words = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))
        text = template.substitute(
            title=html.escape(_said(config.get("title", "Chats"))), icon=_icon(config), head=_head(config),
            config=_inline(config), words=_inline(words), preload=_preload(),
        )  # fmt: skip
        return web.Response(text=text, content_type="text/html", headers=HEADERS)


def everybody(world: World) -> Config:
    """The config where no host gives one: the first people of the world, as they are."""

    def config() -> JsonDict:
        people = [user.id for user in world.users.values() if isinstance(user, Person)]
        return {"title": "Chats", "people": [{"id": number} for number in people[:MOST_PHONES]]}

    return config


async def page_file(request: web.Request) -> web.StreamResponse:
    """One of the page's own files, by its plain name."""
    return file_in(FOLDER, request.match_info["name"])


def file_in(folder: Path, name: str) -> web.StreamResponse:
    """A file of a folder by its plain name, checked anew by the browser on every visit. 404 for everything else."""
    path = folder / name
    if path.parent != folder or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=HEADERS)


def _said(text: object) -> str:
    return str(text.get("zh") or next(iter(text.values()))) if isinstance(text, dict) else str(text)


def _icon(config: JsonDict) -> str:
    address = config.get("icon") or config.get("logo")
    return f'<link rel="icon" href="{html.escape(str(address))}">' if address else '<link rel="icon" href="data:,">'


def _head(config: JsonDict) -> str:
    styles = "".join(f'<link rel="stylesheet" href="{html.escape(str(one))}">' for one in config.get("styles", []))
    fonts = config.get("fonts")
    return styles + (_FONTS % (fonts["regular"], fonts["bold"]) if fonts else "")


def _preload() -> str:
    names = sorted(path.name for path in FOLDER.glob("*.js") if path.name not in {"light.js", "main.js"})
    return "".join(f'<link rel="modulepreload" href="/page/{name}">' for name in names)


def _inline(shape: JsonDict) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(shape, ensure_ascii=False).replace("<", "\\u003c")
