// The tray of photos: ready-made ones from the host, and one's own.
import { h } from './dom.js';
import { onLanguage, said, t } from './words.js';

export const MOST = 10;

export class Tray {
  /** `onPick(file, caption)` for a ready-made photo, `onOwn(files)` for one's own. */
  constructor(samples, { onPick, onOwn, onClose }) {
    this.samples = samples;
    this.onPick = onPick;
    this.input = h('input', { type: 'file', accept: 'image/*', multiple: true, hidden: true, onchange: () => this.own(onOwn) });
    this.element = h('div', { class: 'tray', role: 'group', hidden: true });
    this.element.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.stopPropagation(); onClose(); } });
    onLanguage(() => { if (!this.element.hidden) this.draw(); });
  }

  /** Drawn when it is opened: nobody waits for photos that nobody looks at. */
  show(open) {
    this.element.hidden = !open;
    if (open) this.draw();
  }

  draw() {
    this.element.setAttribute('aria-label', t('photos'));
    const samples = this.samples.map((sample) => h('button', { type: 'button', class: 'sample', 'data-sample': sample.name, onclick: () => this.pick(sample) },
      h('img', { src: sample.thumb ?? sample.url, alt: '', loading: 'lazy', width: 400, height: 300 }), h('span', {}, said(sample.label))));
    this.element.replaceChildren(
      samples.length ? h('div', { class: 'samples', role: 'group', 'aria-label': t('photos.samples') }, samples) : '',
      h('button', { type: 'button', class: 'own', onclick: () => this.input.click() }, t('photos.own')), this.input);
  }

  async pick(sample) {
    const blob = await (await fetch(sample.url)).blob();
    this.onPick(new File([blob], `${sample.name}.jpg`, { type: blob.type || 'image/jpeg' }), said(sample.caption ?? sample.label));
  }

  own(onOwn) {
    const files = [...this.input.files].slice(0, MOST);
    this.input.value = '';
    if (files.length) onOwn(files);
  }
}
