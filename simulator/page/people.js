// Everybody at a glance: tabs with faces and counts, for screens that cannot show all phones side by side.
import { badge } from './chatlist.js';
import { h } from './dom.js';
import { t } from './words.js';

export class People {
  constructor(page) {
    this.page = page;
    this.list = h('div', { class: 'tabs', role: 'tablist' });
    this.element = h('nav', {}, this.list);
    this.element.addEventListener('keydown', (event) => this.walk(event));
  }

  draw() {
    const { config, store, faces, active } = this.page;
    const focused = this.element.contains(document.activeElement);
    this.element.setAttribute('aria-label', t('people'));
    this.list.setAttribute('aria-label', t('people'));
    this.list.replaceChildren(...config.people.filter((one) => store.phones.has(one.id)).map((one) => {
      const { me } = store.phones.get(one.id);
      const unread = store.unreadOf(one.id);
      const turn = this.page.phones.get(one.id)?.turn;
      return h('button', {
        type: 'button', role: 'tab', class: turn ? 'turned' : null, 'aria-selected': String(one.id === active), 'aria-controls': `phone-${one.id}`, tabindex: one.id === active ? '0' : '-1', 'data-user': one.id,
        onclick: () => this.page.reveal(one.id),
      }, h('span', { class: 'face' }, faces.avatar(me, 36), unread ? badge(unread) : null), h('span', {}, faces.shortName(me)),
      unread ? h('span', { class: 'sr' }, t('unread', { n: unread })) : null);
    }));
    if (focused) this.element.querySelector('[aria-selected="true"]')?.focus();
  }

  walk(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const ids = [...this.page.phones.keys()];
    this.page.reveal(ids[(ids.indexOf(this.page.active) + by + ids.length) % ids.length]);
    this.element.querySelector('[aria-selected="true"]')?.focus();
  }
}
