// Pictures in full size, over everything; arrows go through an album, a press enlarges, Escape closes.
import { h, icon } from './dom.js';
import { t } from './words.js';

export class Viewer {
  constructor() {
    this.image = h('img', { alt: '', draggable: 'false', onclick: () => this.dialog.classList.toggle('full') });
    this.caption = h('p', {});
    this.count = h('span', { class: 'count' });
    this.previous = h('button', { class: 'step', type: 'button', onclick: () => this.go(-1) }, icon('back', 26));
    this.next = h('button', { class: 'step', type: 'button', onclick: () => this.go(1) }, icon('right', 26));
    this.shut = h('button', { class: 'shut', type: 'button', onclick: () => this.dialog.close() }, icon('close', 24));
    this.stage = h('div', { class: 'stage', onclick: (event) => event.target === this.stage && this.dialog.close() }, this.image);
    this.dialog = h('dialog', { class: 'viewer' }, this.shut, this.previous, this.stage, this.next, h('div', { class: 'foot' }, this.count, this.caption));
    this.dialog.addEventListener('keydown', (event) => this.key(event));
    this.dialog.addEventListener('close', () => { this.image.removeAttribute('src'); this.from?.focus({ preventScroll: true }); });
    document.body.append(this.dialog);
  }

  open(messages, at) {
    this.messages = messages;
    this.from = document.activeElement;
    this.dialog.setAttribute('aria-label', t('photo'));
    this.previous.setAttribute('aria-label', t('photo.previous'));
    this.next.setAttribute('aria-label', t('photo.next'));
    this.shut.setAttribute('aria-label', t('close'));
    this.show(at);
    this.dialog.showModal();
  }

  show(at) {
    this.at = at;
    const { length } = this.messages;
    const message = this.messages[at];
    this.dialog.classList.remove('full');
    this.image.src = message.photo.url;
    this.image.alt = message.text || t('photo');
    this.caption.textContent = message.text;
    this.count.textContent = length > 1 ? `${at + 1}/${length}` : '';
    this.previous.hidden = at === 0;
    this.next.hidden = at === length - 1;
  }

  go(by) {
    const to = this.at + by;
    if (to >= 0 && to < this.messages.length) this.show(to);
  }

  key(event) {
    event.stopPropagation();
    if (event.key === 'ArrowLeft') this.go(-1);
    if (event.key === 'ArrowRight') this.go(1);
  }
}
