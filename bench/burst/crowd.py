"""People who all report at once, on the pretend Telegram, and what they get to see of it."""

import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from simulator.chats import Chat
from simulator.people import Bot
from simulator.server import Simulator
from simulator.street import Person

TROUBLES = (
    "门口垃圾桶坏了", "楼道灯不亮了", "楼道堆满纸箱", "单元门关不上了", "电梯又停了", "墙皮掉下来了",
    "消防通道被车堵了", "楼下路灯不亮",
)  # fmt: skip
JIFFY = 1 / os.sysconf("SC_CLK_TCK")


@dataclass
class Crowd:
    """Groups of a bot, with their residents. `sent` holds the burst's messages as (chat, message id)."""

    sim: Simulator
    bot: Bot
    groups: list[Chat]
    residents: list[Person]
    sent: set[tuple[int, int]] = field(default_factory=set)
    before: int = 0

    def reports(self, count: int) -> None:
        """Everybody sends a photo with words, one group after the other; nobody has asked for them yet."""
        self.sent.clear()
        self.before = len(self.sim.world.calls)
        for number in range(count):
            group = self.groups[number % len(self.groups)]
            resident = next(one for one in self.residents if group.has(one))
            words = f"{TROUBLES[number % len(TROUBLES)]}（第{number + 1}张）"
            message = resident.sends(group, photo=snapshot(number), caption=words)
            self.sent.add((group.id, message.id))

    def receipts(self) -> list[datetime]:
        """When each report got its first answer in words, the soonest first."""
        first: dict[tuple[int, int], datetime] = {}
        for call in self.sim.world.calls[self.before :]:
            if call.bot is self.bot and call.ok and call.method.lower() in ("sendmessage", "sendphoto"):
                answered = json.loads(call.params.get("reply_parameters", "{}")).get("message_id", 0)
                report = (int(call.params["chat_id"]), answered)
                if report in self.sent:
                    first.setdefault(report, call.at)
        return sorted(first.values())


def snapshot(number: int) -> bytes:
    """A small JPEG that is not like the others."""
    image = Image.new("RGB", (320, 240), (number * 37 % 256, number * 91 % 256, number * 53 % 256))
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def cpu_seconds(process: int) -> float:
    """What a process has used of the processors, with all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * JIFFY
