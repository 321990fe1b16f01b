"""What can happen in a chat, whoever does it: post, edit, delete, react, press, answer."""

from simulator import delivery
from simulator.chats import Chat
from simulator.messages import SERVICE, Answer, Content, Message, Press, Version, origin_of
from simulator.people import Bot, User
from simulator.refusals import JsonDict
from simulator.state import State


def post(
    state: State,
    chat: Chat,
    sender: User | None,
    content: Content,
    *,
    sender_chat: Chat | None = None,
    reply_to: Message | None = None,
    markup: JsonDict | None = None,
    album: str | None = None,
    forward_origin: JsonDict | None = None,
    signature: str | None = None,
    silent: bool = False,
    protected: bool = False,
    extra: JsonDict | None = None,
) -> Message:
    """Put a message into a chat and let everybody know who may."""
    message = Message(
        chat.next_message_id(), chat, state.seconds(), sender, content, sender_chat, reply_to, markup, album,
        forward_origin, signature, None, silent, protected, extra=extra or {},
    )  # fmt: skip
    chat.messages[message.id] = message
    if album is not None:
        chat.albums.setdefault(album, []).append(message)
    if sender is not None:
        chat.read[sender.id] = message.id
    state.events.add("message", chat, message=message, user=sender)
    if chat.person is not None and chat.bot is not None:
        chat.person.dialogs[chat.bot.id] = None
    delivery.announce(message)
    if chat.type == "channel" and chat.linked is not None:
        _forward_to_discussion(state, message, chat.linked)
    return message


def _forward_to_discussion(state: State, message: Message, group: Chat) -> None:
    """A channel's post appears in its discussion group, sent by Telegram itself in the channel's name."""
    post(
        state, group, state.service_user, message.content, sender_chat=message.chat, album=message.album,
        forward_origin=origin_of(message), extra={"is_automatic_forward": True},
    )  # fmt: skip


def post_service(state: State, chat: Chat, sender: User | None, **fields: object) -> Message:
    """A service message such as `new_chat_members`."""
    return post(state, chat, sender, Content(SERVICE, fields=tuple(fields.items())))


def edit(state: State, message: Message, content: Content, markup: JsonDict | None, *, by_bot: bool) -> None:
    """Replace content and buttons, keeping the former version; people's edits reach the bots."""
    message.history.append(Version(message.content, message.markup, state.clock()))
    if content != message.content or by_bot:
        message.edit_date = state.seconds()
    message.content = content
    message.markup = markup
    state.events.add("edited", message.chat, message=message)
    if not by_bot:
        delivery.announce_edit(message)


def delete(state: State, message: Message) -> None:
    """Gone for everybody; bots are not told, as on the real platform."""
    message.deleted = True
    if message.id in message.chat.pinned:
        message.chat.pinned.remove(message.id)
    state.events.add("deleted", message.chat, message=message)


def react(state: State, message: Message, actor: User, reactions: tuple[JsonDict, ...]) -> None:
    """Set all of one account's reactions to a message; an empty tuple takes them back."""
    before = message.reactions.get(actor.id, ())
    if before == reactions:
        return
    if reactions:
        message.reactions[actor.id] = reactions
    else:
        message.reactions.pop(actor.id, None)
    state.events.add("reaction", message.chat, message=message, user=actor)
    delivery.announce_reaction(state, message, actor, before, reactions)


def press(state: State, user: User, message: Message, data: str) -> Press:
    """Press an inline button; the bot that sent the message gets a callback query."""
    if not isinstance(message.sender, Bot):
        raise TypeError("only messages of bots have buttons that answer")
    made = Press(state.new_press_id(), user, message.sender, message, data, state.clock())
    state.presses[made.id] = made
    state.events.add("pressed", message.chat, press=made, user=user)
    delivery.announce_press(made)
    return made


def answer(state: State, pressed: Press, text: str | None, *, alert: bool, url: str | None) -> None:
    pressed.answer = Answer(text, alert, url, state.clock())
    del state.presses[pressed.id]
    state.latest_answers[pressed.user.id] = pressed
    state.events.add("answered", pressed.message.chat, press=pressed, user=pressed.user)


def type_something(state: State, chat: Chat, actor: User, action: str) -> None:
    """A chat action; shown for five seconds and kept nowhere."""
    state.events.add("typing", chat, user=actor, note={"action": action})


def read_up_to(state: State, chat: Chat, user: User, message_id: int) -> None:
    """Mark everything up to a message as read by a person."""
    if message_id > chat.read.get(user.id, 0):
        chat.read[user.id] = message_id
        state.events.add("read", chat, user=user, note={"message_id": message_id})


def pin(state: State, message: Message, actor: User) -> None:
    chat = message.chat
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    fields = {"pinned_message": _pinned_shape(message)}
    post_service(state, chat, actor, **fields)


def unpin(state: State, chat: Chat, message_id: int | None) -> bool:
    """Unpin one message, or the newest pinned one; says whether there was any."""
    if not chat.pinned or (message_id is not None and message_id not in chat.pinned):
        return False
    chat.pinned.remove(message_id if message_id is not None else chat.pinned[-1])
    state.events.add("chat", chat)
    return True


def _pinned_shape(message: Message) -> JsonDict:
    """Just enough of the pinned message; no file of it is repeated."""
    shape: JsonDict = {"message_id": message.id, "chat": message.chat.as_json(), "date": message.date}
    if message.sender is not None:
        shape["from"] = message.sender.as_json()
    if message.content.kind == "text":
        shape["text"] = message.text
    return shape
