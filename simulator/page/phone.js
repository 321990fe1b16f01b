// One person's phone: who it is, the chat that is open, and the place to write.
import { chatList, titleOf } from './chatlist.js';
import { Composer } from './composer.js';
import { h, soon } from './dom.js';
import { Head } from './head.js';
import { act, fetchOlder } from './live.js';
import { openMenu } from './menu.js';
import { Notices } from './notices.js';
import { Thread } from './thread.js';
import { onLanguage, t } from './words.js';

const EMOJI = ['👍', '🙏', '❤', '👏', '😁', '👀'];
const PAGE = 100;
const KEPT = 240;
const BURST = 20;

export class Phone {
  constructor(page, user) {
    this.page = page;
    this.user = user;
    this.threads = new Map();
    this.pointer = null;
    this.changes = [];
    this.build();
    onLanguage(() => this.draw());
  }

  get phone() { return this.page.store.phones.get(this.user); }

  get chat() { return this.page.store.chat(this.user, this.open); }

  get me() { return this.phone.me; }

  build() {
    this.head = new Head(this);
    this.place = h('div', { class: 'place' });
    this.composer = new Composer({
      samples: this.page.config.samples ?? [], faces: this.page.faces, draftKey: (chat) => `draft:${this.user}:${chat}`,
      does: {
        send: (what) => this.send(what), edit: (message, text) => this.act('edits', { message: message.id, text }),
        types: () => this.act('types'), start: () => this.act('starts'),
      },
    });
    this.screen = h('div', { class: 'sc' }, this.head.chat, this.head.pinned, this.place, this.composer.element);
    this.notices = new Notices(this.screen);
    this.element = h('section', { class: 'pn', id: `phone-${this.user}`, 'data-user': this.user }, this.head.who, this.screen);
    for (const kind of ['pointerdown', 'focusin', 'wheel', 'touchstart']) this.element.addEventListener(kind, () => this.look(), { passive: true });
    this.acceptDrops();
  }

  acceptDrops() {
    const over = (on) => this.screen.classList.toggle('drop', on);
    this.screen.addEventListener('dragover', (event) => { event.preventDefault(); over(true); });
    this.screen.addEventListener('dragleave', (event) => { if (!this.screen.contains(event.relatedTarget)) over(false); });
    this.screen.addEventListener('drop', (event) => {
      event.preventDefault();
      over(false);
      const files = [...event.dataTransfer.files].filter((file) => file.type.startsWith('image/'));
      if (files.length && this.chat) this.composer.attach(files);
    });
  }

  /** Somebody looks at this phone: what is open on it is read. */
  look() {
    this.page.activate(this.user);
    this.read();
  }

  read() {
    const { chat } = this;
    if (!chat?.unread || this.reading || document.visibilityState !== 'visible') return;
    const newest = chat.messages.at(-1)?.id;
    this.reading = true;
    this.act('reads').finally(() => {
      this.reading = false;
      if (this.page.active === this.user && this.chat?.messages.at(-1)?.id !== newest) this.read();  // it came meanwhile
    });
  }

  act(what, fields = {}, files = []) {
    return act(this.user, what, { chat: this.open, ...fields }, files).catch((error) => {
      console.warn(error.message);
      this.notices.toast(t('send.failed'));
      return null;
    });
  }

  async send({ text, files, replyTo }) {
    const fields = { text: text || null, reply_to: replyTo };
    const waiting = files.length ? this.thread.element.appendChild(h('div', { class: 'sending', role: 'status' }, t('sending'))) : null;
    this.thread.log.scrollTop = 0;
    if (!await this.act('sends', fields, files) && text && !this.composer.field.value) this.composer.field.value = text;
    waiting?.remove();
  }

  /** Show a chat (null: the list of all). */
  show(chatId) {
    this.open = chatId;
    this.chosen = true;
    sessionStorage.setItem(`open:${this.user}`, chatId ?? '');
    if (this.chat) this.thread.markUnread(this.chat);
    this.draw();
    if (this.chat) this.thread.log.scrollTop = 0;
    if (this.page.active === this.user) this.read();
  }

  get thread() {
    const id = this.open;
    if (!this.threads.has(id)) this.threads.set(id, this.makeThread(id));
    return this.threads.get(id);
  }

  makeThread(id) {
    const source = () => {
      const chat = this.page.store.chat(this.user, id);
      return { ...chat, title: titleOf(chat, this.page.faces) };
    };
    const about = { faces: this.page.faces, mark: this.page.mark, doing: this.doing() };
    Object.defineProperty(about, 'pressing', { get: () => this.phone.pressing });
    return new Thread(source, about, () => this.older(id));
  }

  doing() {
    return {
      open: (url) => this.page.openLink(this, url),
      say: (text) => this.act('sends', { text }),
      press: (message, button) => this.act('presses', { message: message.id, button: button.data }),
      react: (message, emoji) => this.act('reacts', { message: message.id, emoji }),
      view: (messages, at) => this.page.viewer.open(messages, at),
      jump: (id) => this.thread.jump(id),
      menu: (message, anchor, album) => this.menu(message, anchor, album),
    };
  }

  menu(message, anchor, album) {
    const items = [{ icon: 'reply', label: t('reply'), act: () => this.composer.replyTo(message) }];
    if (message.photo) items.push({ icon: 'zoom', label: t('photo.open'), act: () => this.page.viewer.open(album, album.indexOf(message)) });
    const worded = message.kind === 'text' || message.photo;
    if (message.mine && worded && !message.forwarded_from) items.push({ icon: 'edit', label: t('edit'), act: () => this.composer.edit(message) });
    if (message.text) items.push({ icon: 'copy', label: t('copy'), act: () => navigator.clipboard?.writeText(message.text).then(() => this.notices.toast(t('copied'))) });
    if (message.mine) items.push({ icon: 'trash', label: t('delete'), act: () => this.act('deletes', { message: message.id }) });
    const seen = this.page.store.seenBy(this.open, message).filter((id) => id !== this.user).map((id) => this.page.faces.name(this.page.store.phones.get(id).me));
    openMenu(anchor, {
      label: t('menu'), emoji: EMOJI, chosen: message.reactions.find((one) => one.mine)?.emoji ?? null, items,
      onEmoji: (emoji) => this.act('reacts', { message: message.id, emoji }),
      foot: this.chat.type === 'private' || !message.mine ? '' : seen.length ? t('seen', { names: seen.join('、') }) : t('seen.nobody'),
    });
  }

  async older(id) {
    const chat = this.page.store.chat(this.user, id);
    if (chat.fetching || !chat.messages.length) return;
    chat.fetching = true;
    try {
      const { messages } = await fetchOlder(this.user, id, chat.messages[0].id, PAGE);
      this.page.store.addOlder(this.user, id, messages, PAGE);
    } catch (error) {
      console.warn(error.message);
    } finally {
      chat.fetching = false;
    }
  }

  /** Bring everything on this phone into line with the store. */
  draw() {
    if (!this.phone) return;
    if (this.chosen ? this.open !== null && !this.chat : !this.chat || this.open !== this.wished) this.open = this.first();
    this.head.draw();
    this.drawPlace();
    this.point();
  }

  /** The chat that the host wants to be open until somebody chooses another. */
  get wished() {
    const kept = Number(sessionStorage.getItem(`open:${this.user}`));
    return [kept, this.page.faces.of(this.user).opens].find((id) => id && this.phone.chats.has(id));
  }

  first() {
    return this.wished ?? this.page.store.recent(this.user)[0]?.id ?? null;
  }

  drawPlace() {
    const { chat } = this;
    this.composer.element.hidden = !chat;
    if (!chat) {
      this.place.replaceChildren(chatList(this.page.store.recent(this.user), this.me, this.page.faces, (id) => this.show(id)));
      return;
    }
    const { thread } = this;
    const moved = this.place.firstChild !== thread.element;
    if (moved) this.place.replaceChildren(thread.element);
    thread.sync();
    if (moved) thread.log.scrollTop = 0;
    this.composer.turnTo(this.me, chat);
  }

  /** Something changed in the store that this phone shows; what comes at once is drawn at once. */
  changed(change) {
    this.changes.push(change);
    if (this.changes.length === 1) soon(() => this.drawChanges());
    if (change.kind === 'answered' && change.event && change.chat === this.open) this.answered(change.event.press);
  }

  drawChanges() {
    const changes = this.changes.splice(0);
    if (!this.phone) return;
    this.head.draw();
    if (changes.some((one) => one.kind === 'chats') || !this.chat || (!this.chosen && this.wished !== this.open)) { this.draw(); return; }
    const here = changes.filter((one) => one.chat === this.open && one.kind !== 'typing');
    if (!here.length) return;
    const arrived = here.filter((one) => one.kind === 'message');
    const { atEnd } = this.thread;
    if (arrived.length && atEnd) this.page.store.trim(this.user, this.open, KEPT);
    this.thread.sync({ live: arrived.length > 0 && arrived.length < BURST });
    if (arrived.length) this.arrived(arrived, atEnd);
    this.point();
  }

  arrived(changes, atEnd) {
    const mine = changes.some((one) => one.message.mine);
    if (mine) this.thread.log.scrollTop = 0;
    if (this.chat.messages.length <= changes.length + 2) this.composer.refresh();
    if (this.page.active === this.user && (atEnd || mine)) this.read();
  }

  answered(press) {
    if (press.url) this.page.openLink(this, press.url);
    if (!press.text) return;
    if (press.alert) this.notices.alert(press.text);
    else this.notices.toast(press.text);
  }

  /** Whose turn it is: a ring around the phone and a word beside the name (null: nobody asks). */
  setTurn(text) {
    this.turn = text;
    this.element.classList.toggle('on', Boolean(text));
    if (this.phone) this.head.drawWho();
  }

  /** Show where to press: {chat, message, data} or {target: 'photos' | 'write'}; without argument: show it again. */
  point(pointer = this.pointer) {
    this.pointer = pointer;
    for (const old of this.screen.querySelectorAll('.hot')) old.classList.remove('hot');
    if (!pointer || (pointer.chat && pointer.chat !== this.open)) return null;
    const found = this.pointed(pointer);
    found?.classList.add('hot');
    return found;
  }

  pointed(pointer) {
    if (pointer.target === 'photos') return this.composer.camera;
    if (pointer.target === 'write') return this.composer.field;
    const block = this.thread.elementOf(pointer.message);
    if (!pointer.data) return block?.querySelector('.bub');
    return block?.querySelector(`[data-data="${CSS.escape(pointer.data)}"]`);
  }
}
