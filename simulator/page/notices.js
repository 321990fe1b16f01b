// What a bot answers to a press: a line over the composer, or an alert that wants an OK. One per phone.
import { h } from './dom.js';
import { t } from './words.js';

const LASTS = 4200;

export class Notices {
  constructor(screen) {
    this.screen = screen;
    this.live = h('div', { class: 'toasts', role: 'status' });
    screen.append(this.live);
  }

  toast(text) {
    const toast = h('div', { class: 'toast' }, text);
    this.live.replaceChildren(toast);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => toast.remove(), LASTS + text.length * 40);
  }

  /** Over this phone only: the others go on. */
  alert(text) {
    const from = document.activeElement;
    const close = () => { veil.remove(); from?.focus?.({ preventScroll: true }); };
    const ok = h('button', { class: 'go', type: 'button', onclick: close }, t('ok'));
    const box = h('div', { class: 'alert', role: 'alertdialog', 'aria-modal': 'false', 'aria-label': text }, h('p', {}, text), ok);
    const veil = h('div', { class: 'veil' }, box);
    veil.addEventListener('keydown', (event) => event.key === 'Escape' && close());
    this.screen.append(veil);
    if (this.screen.contains(from)) ok.focus({ preventScroll: true });
  }
}
