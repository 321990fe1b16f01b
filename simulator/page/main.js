// Puts the page together: the state, the phones, the stream; then the host's own panels.
import { Bar } from './bar.js';
import { h, reducedMotion, soon } from './dom.js';
import { Faces } from './faces.js';
import { act, fetchState, Line } from './live.js';
import { marksOf } from './marks.js';
import { People } from './people.js';
import { Phone } from './phone.js';
import { Store } from './store.js';
import { noteServerTime, setZone } from './times.js';
import { Viewer } from './viewer.js';
import { firstLanguage, onLanguage, said, speak, t } from './words.js';

const NEWEST = 60;

/** What panels of the host get: the config, the store, the phones, and places to put things. */
class Page {
  constructor(config) {
    this.config = config;
    this.store = new Store();
    this.faces = new Faces(config);
    this.mark = marksOf(config);
    this.viewer = new Viewer();
    this.bar = new Bar(config);
    this.phones = new Map();
    this.ids = config.people.map((one) => one.id);
    this.build();
  }

  build() {
    this.people = new People(this);
    this.stage = h('div', { id: 'stage' });
    this.side = h('aside', { id: 'side', hidden: true });
    this.row = h('main', { class: 'row', style: `--n:${this.ids.length}` });
    this.line = h('div', { class: 'line', role: 'status', hidden: true });
    this.news = h('div', { class: 'sr', role: 'status' });
    document.body.append(h('div', { class: 'ground', 'aria-hidden': 'true' }), this.bar.element, this.stage, this.people.element,
      h('div', { class: 'floor' }, this.row, this.side), this.line, this.news);
  }

  async start() {
    if (!this.ids.length) { this.row.append(h('p', { class: 'nobody' }, t('people.none'))); return; }
    this.store.onChange((change) => this.changed(change));
    const seq = await this.load();
    for (const id of this.ids) this.addPhone(id);
    const kept = Number(sessionStorage.getItem('active'));
    this.activate(this.phones.has(kept) ? kept : this.ids[0]);
    speak(firstLanguage());
    this.wire = new Line(this.ids, { onEvent: (event) => this.event(event), onLost: () => this.lost(), onBack: () => this.back() });
    this.wire.open(seq);
    onLanguage(() => { this.people.draw(); });
    document.addEventListener('keydown', (event) => this.key(event));
    new ResizeObserver(() => document.body.classList.toggle('fits', this.row.scrollWidth <= this.row.clientWidth + 1)).observe(this.row);
    document.addEventListener('visibilitychange', () => this.phones.get(this.active)?.read());
    document.documentElement.dataset.ready = 'true';
    await this.addPanels();
  }

  async addPanels() {
    for (const url of this.config.panels ?? []) {
      const panel = await import(url);
      await panel.default(this);
    }
  }

  addPhone(id) {
    const phone = new Phone(this, id);
    this.phones.set(id, phone);
    phone.open = phone.first();
    phone.draw();
    this.row.append(phone.element);
  }

  async load() {
    const state = await fetchState(this.ids, NEWEST);
    noteServerTime(state.now);
    this.store.load(state);
    return state.seq;
  }

  event(event) {
    noteServerTime(event.at);
    if (this.late) this.late.push(event);
    else if (!this.store.apply(event)) this.catchUp();
  }

  /** Something is not known here: ask for everything; what happens meanwhile comes after it. */
  async catchUp() {
    this.late = [];
    try {
      await this.load();
    } catch (error) {
      console.warn(error.message);
    }
    const { late } = this;
    this.late = null;
    for (const event of late) this.event(event);
  }

  lost() {
    this.line.textContent = t('line.lost');
    this.lostTimer = setTimeout(() => { this.line.hidden = false; }, 800);
  }

  async back() {
    const seq = await this.load();
    clearTimeout(this.lostTimer);
    this.line.hidden = true;
    this.onBack?.();
    return seq;
  }

  changed(change) {
    if (change.kind === 'loaded') {
      for (const phone of this.phones.values()) phone.draw();
    } else {
      this.phones.get(change.user)?.changed(change);
    }
    if (['loaded', 'message', 'read', 'deleted', 'chats'].includes(change.kind)) this.drawPeople();
    if (change.kind === 'message' && !change.message.mine && change.user !== this.active) this.tell(change.user);
    this.onEvent?.(change);
  }

  drawPeople() {
    if (this.peopleWait) return;
    this.peopleWait = true;
    soon(() => { this.peopleWait = false; this.people.draw(); });
  }

  tell(user) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => { this.news.textContent = t('unread.someone', { name: this.faces.name(this.store.phones.get(user).me) }); }, 400);
  }

  /** This person is the one somebody looks at. */
  activate(user) {
    if (this.active === user) return;
    this.active = user;
    sessionStorage.setItem('active', user);
    for (const [id, phone] of this.phones) {
      phone.element.classList.toggle('active', id === user);
      if (this.store.phones.has(id) && phone.open) phone.thread.log.setAttribute('aria-live', id === user ? 'polite' : 'off');
    }
    this.people.draw();
  }

  /** Bring a person's phone into view, and perhaps a chat on it. */
  reveal(user, chat = undefined) {
    const phone = this.phones.get(user);
    if (!phone) return;
    this.activate(user);
    if (chat !== undefined && this.store.chat(user, chat) && phone.open !== chat) phone.show(chat);
    phone.read();
    const box = phone.element.getBoundingClientRect();
    const row = this.row.getBoundingClientRect();
    if (box.left < row.left || box.right > row.right + 1) this.row.scrollTo({ left: phone.element.offsetLeft - this.row.offsetLeft - 16, behavior: reducedMotion() ? 'auto' : 'smooth' });
  }

  /** Whose turn it is; the host names the person's word for it in the config. */
  setTurn(user) {
    for (const [id, phone] of this.phones) phone.setTurn(id === user ? this.faces.of(id).turn ?? '' : null);
    this.people.draw();
  }

  /** Where to press next: {user, chat, message, data | target}; null takes the ring away. */
  point(pointer) {
    for (const [id, phone] of this.phones) phone.point(pointer?.user === id ? pointer : null);
    return pointer ? this.phones.get(pointer.user)?.point() : null;
  }

  /** A line for everybody at the foot of the page, for a moment. */
  say(text) {
    this.line.textContent = text;
    this.line.hidden = false;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { this.line.hidden = true; }, 2600);
  }

  addAction(action) {
    this.bar.add(action);
  }

  /** A link in a message: the bots' own open a chat here, others a new window. */
  async openLink(phone, url) {
    const target = /^(?:https?:\/\/)?t\.me\/([A-Za-z]\w+)(?:\?start=([\w-]*))?$/.exec(url);
    const bot = target && (await this.bots()).find((one) => one.username?.toLowerCase() === target[1].toLowerCase());
    if (!bot) { window.open(url, '_blank', 'noopener'); return; }
    if (target[2] || !this.store.chat(phone.user, bot.id)?.messages.length) await act(phone.user, 'starts', { chat: bot.id, payload: target[2] || null });
    if (!this.store.chat(phone.user, bot.id)) await this.load();
    phone.show(bot.id);
  }

  async bots() {
    this.known ??= (await (await fetch('/sim/state')).json()).bots;
    return this.known;
  }

  /** Alt+1 … Alt+9 go to somebody's phone. */
  key(event) {
    const number = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (!event.altKey || !number || !this.ids[number - 1]) return;
    event.preventDefault();
    this.reveal(this.ids[number - 1]);
    this.phones.get(this.ids[number - 1]).composer.field.focus();
  }
}

const config = JSON.parse(document.getElementById('config').textContent);
setZone(config.timezone);
speak(firstLanguage());
export const page = new Page(config);
page.start().catch((error) => {
  console.error(error);
  document.body.append(h('p', { class: 'line' }, said({ zh: '页面没打开，请刷新一下', en: 'The page did not open. Please reload' })));
});
