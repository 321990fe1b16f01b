"""The same flow written the usual way: the library's updater and sender, an async ORM on aiosqlite, everything inline.

    python -m bench.burst.usual TOKEN API_URL FOLDER WORKER AT_ONCE

A photo with words becomes a case with somebody responsible and a due time; the photo is fetched and shrunk; the group
gets the card, the worker a message with the photo, the photo a reaction. Nothing survives a kill.
"""

import asyncio
import logging
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps
from sqlalchemy import ForeignKey, func, select
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from domain import taxonomy
from domain.classify import Classifier
from domain.place import read_place


class Base(AsyncAttrs, DeclarativeBase):
    """What every table has in common."""


class Person(Base):
    """A resident or a worker."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]


class Area(Base):
    """A building of the community, with its group."""

    __tablename__ = "areas"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    chat_id: Mapped[int | None] = mapped_column(unique=True)


class Grant(Base):
    """Who answers for which kind of trouble."""

    __tablename__ = "grants"
    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    person: Mapped[Person] = relationship()


class Case(Base):
    """The thing itself."""

    __tablename__ = "cases"
    id: Mapped[int] = mapped_column(primary_key=True)
    category: Mapped[str]
    urgency: Mapped[str]
    title: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    filed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    card_id: Mapped[int | None]
    photo: Mapped[str | None]
    reporter_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    responsible: Mapped[Person | None] = relationship(foreign_keys=[responsible_id])
    area: Mapped[Area] = relationship()


class Event(Base):
    """One line of a case's history."""

    __tablename__ = "events"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class UsualBot:
    """Handlers with everything in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known = taxonomy.load(None)
        self.classifier = Classifier(self.known)
        self.engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'usual.db'}")
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    async def prepare(self, _: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Make the tables; every category's work is one worker's."""
        async with self.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def on_photo(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """From the photo to the card."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        words = message.caption or ""
        understood = self.classifier.read(words)
        if not understood.is_report:
            return
        async with self.sessions() as session:
            reporter = await self._person(session, user.id, user.full_name)
            area = await self._area(session, message.chat_id, message.chat.title or "")
            category = self.known.category(understood.category)
            worker = await self._worker(session, category.role)
            now = datetime.now(UTC)
            case = Case(
                category=category.slug, urgency=str(category.urgency), title=words[:40], status="dispatched",
                filed_at=now, due_at=now + timedelta(hours=category.resolve_h), reporter_id=reporter.id,
                responsible_id=worker.id if worker else None, area_id=area.id,
            )
            session.add(case)
            await session.flush()
            for kind in ("filed", "routed"):
                session.add(Event(case_id=case.id, at=now, kind=kind, actor_id=reporter.id))
            await session.commit()
            file = await context.bot.get_file(message.photo[-1].file_id)
            data = bytes(await file.download_as_bytearray())
            case.photo = await asyncio.to_thread(self._shrink, case.id, data)
            card = await message.reply_html(self._card(case, area, worker, words), reply_markup=_buttons(case.id))
            case.card_id = card.message_id
            await session.commit()
            await message.set_reaction("👀")
            if worker is not None:
                await context.bot.send_photo(
                    worker.telegram_id, message.photo[-1].file_id, caption=self._card(case, area, worker, words),
                    reply_markup=_buttons(case.id),
                )

    async def _person(self, session: AsyncSession, telegram_id: int, name: str) -> Person:
        found = await session.scalar(select(Person).where(Person.telegram_id == telegram_id))
        if found is None:
            found = Person(telegram_id=telegram_id, name=name)
            session.add(found)
            await session.flush()
        return found

    async def _area(self, session: AsyncSession, chat_id: int, title: str) -> Area:
        found = await session.scalar(select(Area).where(Area.chat_id == chat_id))
        if found is None:
            found = Area(chat_id=chat_id, name=title)
            session.add(found)
            await session.flush()
        return found

    async def _worker(self, session: AsyncSession, role: str) -> Person | None:
        load = func.count(Case.id)
        query = (
            select(Person)
            .join(Grant, Grant.person_id == Person.id)
            .outerjoin(Case, (Case.responsible_id == Person.id) & (Case.status != "closed"))
            .where(Grant.role.in_((role, "property")))
            .group_by(Person.id)
            .order_by(load)
        )
        return await session.scalar(query.limit(1))

    def _card(self, case: Case, area: Area, worker: Person | None, words: str) -> str:
        place = read_place(words)
        who = worker.name if worker else "正在找"
        head = f"<b>{area.name} {place.spot or ''} {case.title}</b>"
        return f"{head}\n{case.id} 号，已派给\n负责：{who}\n最晚：{case.due_at:%m月%d日 %H:%M}"

    def _shrink(self, number: int, data: bytes) -> str:
        path = self.folder / f"{number}.jpg"
        with Image.open(BytesIO(data)) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
            image.thumbnail((1600, 1600))
            image.save(path, "JPEG", quality=85)
        return path.name


async def seed(bot: UsualBot, worker: int) -> None:
    """One worker for everything."""
    await bot.prepare(None)  # type: ignore[arg-type]  # it does not look
    async with bot.sessions() as session:
        if await session.scalar(select(Person).where(Person.telegram_id == worker)) is None:
            session.add(Grant(role="property", person=Person(telegram_id=worker, name="陈师傅")))
            await session.commit()
    await bot.engine.dispose()


def _buttons(number: int) -> InlineKeyboardMarkup:
    one = InlineKeyboardButton("我也遇到", callback_data=f"same:{number}")
    return InlineKeyboardMarkup([[one, InlineKeyboardButton("撤回", callback_data=f"withdraw:{number}")]])


def main(token: str, url: str, folder: str, worker: str, at_once: str) -> None:
    """Poll until SIGTERM; so many updates at once (1 is what the library does unless it is told otherwise)."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    bot = UsualBot(Path(folder))
    asyncio.run(seed(bot, int(worker)))
    builder = Application.builder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    application = builder.concurrent_updates(int(at_once)).connection_pool_size(64).pool_timeout(60).build()
    application.add_handler(MessageHandler(filters.PHOTO, bot.on_photo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
