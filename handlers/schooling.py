"""What the classifier has to learn before it hears the first words: aside, so that nobody else waits for it."""

import asyncio
import gc
import re

from telegram import Update

from domain.classify import Classifier

_SHORT_COMMAND = re.compile(r"/\w+(?:@\w+)?(?:\s+[\w-]*)?$", re.ASCII)


class Schooling:
    """Trains the classifier once, on a thread of its own, when the first words arrive.

    Not at the start, for who says nothing needs no memory for it; and not where they are read, for all changes wait
    behind that.
    """

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._lessons = asyncio.Lock()

    async def before(self, update: Update) -> None:
        """Wait until words can be read, if the update has any. A command has them at most beside it."""
        message = update.effective_message
        text = (message.text or message.caption or "") if message is not None else ""
        if self._classifier.is_prepared or not text or _SHORT_COMMAND.match(text):
            return
        async with self._lessons:
            if not self._classifier.is_prepared:
                await asyncio.to_thread(self._classifier.prepare)
                gc.freeze()  # what was learned stays, so the collector need not walk through it again
