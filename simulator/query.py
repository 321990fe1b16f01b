"""One call of the Bot API on its way through, and how its chat, message and people are found."""

from dataclasses import dataclass

from simulator.access import Aim, check_chat
from simulator.chats import Chat
from simulator.messages import Message
from simulator.params import Params
from simulator.people import Bot
from simulator.refusals import bad
from simulator.state import State


@dataclass(frozen=True, slots=True)
class Query:
    """Who calls what with which parameters."""

    state: State
    bot: Bot
    method: str
    params: Params

    def chat(self, aim: Aim = Aim.WRITE, name: str = "chat_id") -> Chat:
        """The chat named by the call, if the bot may do there what it aims at; refuses otherwise."""
        chat_id = self.params.text(name).strip()
        if not chat_id:
            raise bad(f"{name} is empty")
        chat = check_chat(self.state, self.bot, chat_id)
        aim.check(self.state, self.bot, chat)
        return chat

    def message(self, chat: Chat, what: str, name: str = "message_id") -> Message:
        """A message of the chat; `what` is Telegram's phrase for it ("message to edit")."""
        message_id = self.params.whole(name)
        if not message_id:
            raise bad("message identifier is not specified")
        message = self.state.message(chat, message_id)
        if message is None:
            raise bad(f"{what} not found")
        return message
