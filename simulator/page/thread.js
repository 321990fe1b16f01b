// The messages of one chat on one phone. Only what changed is drawn anew; what is off screen costs nothing.
import { bubble, serviceLine } from './bubble.js';
import { h, icon, reducedMotion } from './dom.js';
import { dayKey, dayName } from './times.js';
import { currentLanguage, t } from './words.js';

const GROUPED_WITHIN = 300;
const NEAR = 80;

export class Thread {
  /** `source` gives {messages, more, title, group}; `about` is what bubbles need; `needOlder()` fetches what is above. */
  constructor(source, about, needOlder) {
    this.source = source;
    this.about = about;
    this.needOlder = needOlder;
    this.drawn = new Map();
    this.inner = h('div', { class: 'in2' });
    this.newer = h('button', { class: 'newer', type: 'button', hidden: true, 'aria-label': t('chat.newer'), onclick: () => this.toEnd() }, icon('down', 18));
    this.log = h('div', { class: 'log', role: 'log', tabindex: '0', 'aria-live': 'off' }, this.inner);
    this.element = h('div', { class: 'th' }, this.log, this.newer);
    this.log.addEventListener('scroll', () => this.scrolled(), { passive: true });
    this.log.addEventListener('keydown', (event) => this.walk(event));
    this.divider = null;
  }

  /** Remember where the unread part begins, as it was when the chat was opened. */
  markUnread(chat) {
    const fresh = chat.unread ? chat.messages.find((one) => one.id > chat.read_up_to && !one.mine) : null;
    this.divider = fresh && chat.messages[0] !== fresh ? fresh.id : null;
  }

  get atEnd() {
    return -this.log.scrollTop < NEAR;
  }

  toEnd() {
    this.log.scrollTo({ top: 0, behavior: reducedMotion() ? 'auto' : 'smooth' });
  }

  scrolled() {
    this.newer.hidden = this.atEnd;
    const above = this.log.scrollHeight - this.log.clientHeight + this.log.scrollTop;
    if (above < 600 && this.source().more) this.needOlder();
  }

  /** Bring the elements into line with the messages. `live` lets new ones move in. */
  sync({ live = false } = {}) {
    const chat = this.source();
    this.log.setAttribute('aria-label', t('chat.thread', { title: chat.title }));
    const blocks = this.blocks(chat);
    const keys = new Set(blocks.map((block) => block.key));
    for (const [key, { element }] of this.drawn) {
      if (!keys.has(key)) { element.remove(); this.drawn.delete(key); }
    }
    let previous = null;
    for (const block of blocks) previous = this.place(block, previous, live);
    this.inner.classList.toggle('empty', !blocks.length);
    this.inner.dataset.empty = t('chat.empty');
    this.scrolled();
  }

  place(block, previous, live) {
    const known = this.drawn.get(block.key);
    let element = known?.element;
    if (!known || !alike(known.signature, block.signature)) {
      const fresh = block.draw();
      if (element) this.exchange(element, fresh, known, block);
      else if (live && !reducedMotion()) fresh.classList.add('new');
      element = fresh;
      this.drawn.set(block.key, { element, signature: block.signature });
    }
    const wanted = previous ? previous.nextSibling : this.inner.firstChild;
    if (wanted !== element) this.inner.insertBefore(element, wanted);
    return element;
  }

  exchange(old, fresh, known, block) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(fresh);
    if (block.changed?.(known.signature) && !reducedMotion()) fresh.classList.add('lit');
    if (!focused) return;
    const twin = focused.dataset.data ? fresh.querySelector(`[data-data="${CSS.escape(focused.dataset.data)}"]`) : null;
    (twin ?? fresh).focus({ preventScroll: true });
  }

  blocks(chat) {
    const blocks = [];
    let day = '';
    let before = null;
    const { messages } = chat;
    for (let at = 0; at < messages.length; at++) {
      const message = messages[at];
      const today = dayKey(message.date);
      if (today !== day) { blocks.push(this.dayBlock(today, message.date)); before = null; }
      day = today;
      if (message.id === this.divider) { blocks.push(this.dividerBlock()); before = null; }
      if (message.kind === 'service') { blocks.push(this.serviceBlock(message)); before = null; continue; }
      const album = [message];
      while (message.album && messages[at + 1]?.album === message.album) album.push(messages[++at]);
      blocks.push(this.messageBlock(album, chat, startsGroup(message, before)));
      before = message;
    }
    return blocks;
  }

  dayBlock(key, date) {
    return { key: `d${key}`, signature: [currentLanguage()], draw: () => h('div', { class: 'sv day' }, h('span', {}, dayName(date))) };
  }

  dividerBlock() {
    return { key: 'unread', signature: [currentLanguage()], draw: () => h('div', { class: 'sv fresh' }, h('span', {}, t('chat.unread_line'))) };
  }

  serviceBlock(message) {
    return { key: `m${message.id}`, signature: [message, currentLanguage()], draw: () => serviceLine(message, this.about) };
  }

  messageBlock(album, chat, first) {
    const pressing = this.about.pressing;
    const busy = album[0].buttons.flat().filter((one) => pressing.has(`${album[0].id}:${one.data}`)).map((one) => one.data).join();
    const shown = { faces: this.about.faces, doing: this.about.doing, mark: this.about.mark, pressing, group: chat.type !== 'private' };
    return {
      key: `m${album[0].id}`,
      signature: [...album, first, busy, currentLanguage()],
      draw: () => bubble(album, { first }, shown),
      changed: (before) => !album[0].mine && before[0].versions !== album[0].versions,
    };
  }

  elementOf(id) {
    return this.drawn.get(`m${id}`)?.element ?? [...this.drawn].find(([, one]) => one.signature.some((part) => part?.id === id))?.[1].element;
  }

  /** Scroll a message into view and light it once. */
  jump(id) {
    const element = this.elementOf(id);
    if (!element) return;
    element.scrollIntoView({ block: 'center', behavior: reducedMotion() ? 'auto' : 'smooth' });
    element.classList.remove('lit');
    void element.offsetWidth;
    element.classList.add('lit');
  }

  /** Arrow keys go from message to message, Enter opens what can be done with one. */
  walk(event) {
    const here = document.activeElement?.closest?.('article');
    if ((event.key === 'Enter' || event.key === ' ') && here && document.activeElement === here) {
      event.preventDefault();
      here.querySelector('.dots').click();
      return;
    }
    if (!['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) return;
    const all = [...this.inner.querySelectorAll('article')];
    if (!all.length) return;
    event.preventDefault();
    event.stopPropagation();
    const at = here ? all.indexOf(here) : all.length;
    const to = { ArrowUp: Math.max(0, at - 1), ArrowDown: Math.min(all.length - 1, at + 1), Home: 0, End: all.length - 1 }[event.key];
    all[to].focus({ preventScroll: true });
    all[to].scrollIntoView({ block: 'nearest' });
  }
}

function startsGroup(message, before) {
  if (!before || before.from?.id !== message.from?.id || before.as_chat !== message.as_chat) return true;
  return message.date - before.date > GROUPED_WITHIN || before.buttons.length > 0;
}

function alike(one, other) {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
