"""The yardstick: a stock echo bot of python-telegram-bot, as its first example shows it. It stores nothing.

    python -m bench.burst.echo TOKEN API_URL
"""

import logging
import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer with the words of a photo."""
    if update.message is not None:
        await update.message.reply_text(update.message.caption or "")


def main(token: str, url: str) -> None:
    """Poll until SIGTERM."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    application: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    )
    application.add_handler(MessageHandler(filters.PHOTO, echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
