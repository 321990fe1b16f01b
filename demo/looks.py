"""The config of the chat page: whom to show, in which colours, and every text of the panels in both languages."""

from typing import Any

from demo.cast import CAST, SPOKEN
from demo.neighbourhood import Neighbourhood
from demo.samples import SAMPLES
from demo.scenes import SCENES
from views.catalog import Catalogs

LOGO, LOGO_DARK = "/demo/page/logo.svg", "/demo/page/logo-dark.svg"
GROUP_COLOUR = "#1F4E92"
PANEL_TEXTS = (
    "tour.next", "tour.previous", "tour.play", "tour.pause", "tour.name", "tour.step", "tour.stuck", "tour.scenes",
    "tour.next_scene", "tour.seen", "hour", "day", "day.short", "again", "again.sure", "again.now", "behind",
    "behind.history", "behind.owed", "behind.nothing", "behind.close", "behind.due", "behind.number", "behind.also",
    "clock", "passed", "language.changing", "starting",
)  # fmt: skip
STATES = ("dispatched", "accepted", "resolved", "closed", "late")
STEP_TEXTS = ("name", "line", "more", "short")


class Looks:
    """Everything that the page needs to know before it starts."""

    def __init__(self, catalogs: Catalogs) -> None:
        self._words = {page: catalogs(language) for page, language in SPOKEN.items()}

    def config(self, street: Neighbourhood, language: str) -> dict[str, Any]:
        """The page's config (simulator/chatpage.py) with our own part under `demo`."""
        return {
            "title": self._said("demo.title"), "short": self._said("bot.name"), "subtitle": self._said("demo.subtitle"),
            "subtitleShort": self._said("demo.subtitle_short"), "logo": LOGO, "logoDark": LOGO_DARK,
            "icon": "/demo/page/logo-small.svg", "timezone": "Asia/Shanghai",
            "people": [self._person(street, one.key) for one in CAST if one.shown],
            "faces": self._faces(street), "samples": [self._sample(one.name) for one in SAMPLES],
            "marks": self._marks(), "styles": ["/demo/page/demo.css"], "panels": ["/demo/page/demo.js"],
            "fonts": {"regular": "/demo/font/regular", "bold": "/demo/font/bold"},
            "demo": {"language": language, "words": self._panel_words(), "scenes": self._scenes()},
        }  # fmt: skip

    def _said(self, key: str, **values: object) -> dict[str, str]:
        return {page: words.plain(key, **values) for page, words in self._words.items()}

    def _person(self, street: Neighbourhood, key: str) -> dict[str, Any]:
        someone = next(one for one in CAST if one.key == key)
        return {
            "id": someone.number, "name": self._said(someone.name), "short": self._said(f"demo.short.{key}"),
            "role": self._said(f"demo.role.{key}"),
            "initial": self._said(f"demo.initial.{key}"), "colour": someone.colour,
            "turn": self._said(f"demo.turn.{key}"), "opens": street.window(someone.opens),
        }  # fmt: skip

    def _faces(self, street: Neighbourhood) -> dict[str, Any]:
        faces: dict[str, Any] = {
            str(one.number): {"name": self._said(one.name), "initial": self._said(f"demo.initial.{one.key}")}
            for one in CAST
            if not one.shown
        }
        for key, chat in street.groups.items():
            faces[str(chat.id)] = {
                "name": self._said(f"demo.group.{key}"), "initial": self._said(f"demo.initial.{key}"),
                "colour": GROUP_COLOUR,
            }  # fmt: skip
        faces[str(street.bot.id)] = {"name": self._said("bot.name"), "logo": LOGO, "logoDark": LOGO_DARK}
        return faces

    def _sample(self, name: str) -> dict[str, Any]:
        address = f"/demo/photo/{name}"
        label = self._said(f"picture.sample.{name}")
        return {"name": name, "url": address, "thumb": f"{address}?small", "label": label}

    def _marks(self) -> list[dict[str, str]]:
        """Places on a plate, states with their shape: the words stay the bot's own."""
        spoken = self._words.values()
        plates = [{"match": words.plain("demo.mark.plate"), "as": "plate", "inside": "bold"} for words in spoken]
        states = [{"match": words.plain(f"demo.mark.{one}"), "as": f"st {one}"} for words in spoken for one in STATES]
        labels = [{"match": words.plain("demo.mark.label"), "as": "key"} for words in spoken]
        return [*plates, *states, *labels]

    def _panel_words(self) -> dict[str, dict[str, str]]:
        return {key: self._said(f"demo.{key}") for key in PANEL_TEXTS}

    def _scenes(self) -> list[dict[str, Any]]:
        return [
            {
                "key": scene.key, "name": self._said(f"demo.scene.{scene.key}"),
                "steps": [
                    {"key": step.key} | {text: self._said(f"demo.tour.{step.key}.{text}") for text in STEP_TEXTS}
                    for step in scene.steps
                ],
            }
            for scene in SCENES.values()
        ]  # fmt: skip
