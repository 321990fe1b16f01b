// What the phones show, kept true by events. A changed message is a new object, so a view knows what to draw again.

const TYPING_LASTS = 5000;

export class Store {
  constructor() {
    this.phones = new Map();
    this.listeners = new Set();
    this.known = 0;
  }

  onChange(listener) {
    this.listeners.add(listener);
  }

  emit(change) {
    for (const listener of this.listeners) listener(change);
  }

  /** Take over a whole state; messages that are the same stay the same objects. */
  load(state) {
    this.known = state.seq;
    for (const phone of state.phones) this.loadPhone(phone);
    this.emit({ kind: 'loaded' });
  }

  loadPhone(phone) {
    const before = this.phones.get(phone.me.id);
    const chats = new Map();
    for (const window of phone.chats) {
      chats.set(window.id, this.chatOf(window, before?.chats.get(window.id)));
    }
    this.phones.set(phone.me.id, { me: phone.me, chats, pressing: new Set() });
  }

  chatOf(window, before) {
    const known = new Map(before?.messages.map((message) => [message.id, message]));
    const messages = window.messages.map((message) => same(known.get(message.id), message));
    const oldest = messages[0]?.id;
    const earlier = before && window.more ? before.messages.filter((one) => one.id < oldest) : [];
    const more = earlier.length ? before.more : window.more;
    return { ...window, more, messages: [...earlier, ...messages], typing: before?.typing ?? new Map() };
  }

  chat(user, chat) {
    return this.phones.get(user)?.chats.get(chat);
  }

  unreadOf(user, except = null) {
    let sum = 0;
    for (const chat of this.phones.get(user)?.chats.values() ?? []) sum += chat.id === except ? 0 : chat.unread;
    return sum;
  }

  /** The chats of a person, the most recently used first; of those never used, groups before chats yet to be started. */
  recent(user) {
    const when = (chat) => chat.messages.at(-1)?.date ?? (chat.type === 'private' ? 0 : 1);
    return [...(this.phones.get(user)?.chats.values() ?? [])].sort((one, other) => when(other) - when(one));
  }

  addOlder(user, chatId, messages, asked) {
    const chat = this.chat(user, chatId);
    chat.messages = [...messages, ...chat.messages];
    chat.more = messages.length === asked;
    this.emit({ kind: 'older', user, chat: chatId });
  }

  /** Let go of all but the newest messages where many more have gathered; they can be fetched again. */
  trim(user, chatId, count) {
    const chat = this.chat(user, chatId);
    if (chat.messages.length < count * 1.5) return;
    chat.messages = chat.messages.slice(-count);
    chat.more = true;
  }

  /** One event of the stream; says false when the phone has to be loaded anew. */
  apply(event) {
    if (event.seq <= this.known) return true;  // the state that was taken over had it already
    const user = event.for;
    const phone = this.phones.get(user);
    if (!phone) return true;
    if (event.kind === 'taken') return this.taken(user, event.bot);
    if (event.kind === 'member' || event.kind === 'chat') return this.window(phone, event);
    const chat = phone.chats.get(event.chat);
    if (!chat) return !['message', 'edited'].includes(event.kind);
    if (event.unread !== undefined) chat.unread = event.unread;
    this[`on_${event.kind}`]?.(phone, chat, event);
    this.emit({ kind: event.kind, user, chat: chat.id, message: event.message, event });
    return true;
  }

  on_message(phone, chat, event) {
    const { message } = event;
    if (chat.messages.some((one) => one.id === message.id)) return;
    chat.messages.push(message);
    chat.messages.sort((one, other) => one.id - other.id);
    if (message.from) chat.typing.delete(message.from.id);
  }

  on_edited(phone, chat, event) {
    const at = chat.messages.findIndex((one) => one.id === event.message.id);
    if (at >= 0) chat.messages[at] = event.message;
  }

  on_reaction(phone, chat, event) {
    this.on_edited(phone, chat, event);
  }

  on_deleted(phone, chat, event) {
    chat.messages = chat.messages.filter((one) => one.id !== event.message_id);
  }

  on_read(phone, chat, event) {
    if (event.user?.id === phone.me.id) chat.read_up_to = Math.max(chat.read_up_to, event.message_id);
  }

  on_pressed(phone, chat, event) {
    const key = `${event.press.message_id}:${event.press.data}`;
    phone.pressing.add(key);
    setTimeout(() => phone.pressing.delete(key) && this.emit({ kind: 'answered', user: phone.me.id, chat: chat.id, event: null }), 12000);
  }

  on_answered(phone, chat, event) {
    phone.pressing.delete(`${event.press.message_id}:${event.press.data}`);
  }

  on_typing(phone, chat, event) {
    if (!event.user || event.user.id === phone.me.id) return;
    const until = Date.now() + TYPING_LASTS;
    chat.typing.set(event.user.id, { user: event.user, action: event.action, until });
    setTimeout(() => {
      if ((chat.typing.get(event.user.id)?.until ?? Infinity) > Date.now()) return;
      chat.typing.delete(event.user.id);
      this.emit({ kind: 'typing', user: phone.me.id, chat: chat.id });
    }, TYPING_LASTS + 20);
  }

  taken(user, bot) {
    for (const chat of this.phones.get(user).chats.values()) {
      let changed = false;
      for (let at = chat.messages.length - 1; at >= 0 && at >= chat.messages.length - 20; at--) {
        const message = chat.messages[at];
        if (message.taken || !message.mine || (chat.type === 'private' && chat.id !== bot)) continue;
        chat.messages[at] = { ...message, taken: true };
        changed = true;
      }
      if (changed) this.emit({ kind: 'taken', user, chat: chat.id });
    }
    return true;
  }

  window(phone, event) {
    if (event.window === null) phone.chats.delete(event.chat);
    else if (event.window) phone.chats.set(event.chat, this.chatOf(event.window, phone.chats.get(event.chat)));
    this.emit({ kind: 'chats', user: phone.me.id, chat: event.chat });
    return true;
  }

  /** Who of the people shown has seen a message of a chat; not its author. */
  seenBy(chatId, message) {
    const seen = [];
    for (const phone of this.phones.values()) {
      const chat = phone.chats.get(chatId);
      if (chat && phone.me.id !== message.from?.id && chat.read_up_to >= message.id) seen.push(phone.me.id);
    }
    return seen;
  }
}

function same(known, fresh) {
  return known && JSON.stringify(known) === JSON.stringify(fresh) ? known : fresh;
}
