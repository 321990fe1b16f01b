// The guided tour: where it stands is known to the server, so every window shows the same; looking back is one's own.
import { h } from '/page/dom.js';
import { openMenu } from '/page/menu.js';
import { said } from '/page/words.js';

export class Tour {
  /** `ask(want)` tells the server; `t` gives the words of the panels. */
  constructor(page, ask, t) {
    this.page = page;
    this.ask = ask;
    this.t = t;
    this.scenes = new Map(page.config.demo.scenes.map((scene) => [scene.key, scene]));
    this.tabs = h('nav', { class: 'scenes' });
    this.choice = h('button', { type: 'button', class: 'choice', 'aria-haspopup': 'menu', onclick: () => this.choose() });
    this.steps = h('ol', { class: 'stp' });
    this.bars = h('div', { class: 'bars', 'aria-hidden': 'true' });
    this.say = h('div', { class: 'say', 'aria-live': 'polite' });
    this.controls = h('div', { class: 'ctl' });
    this.element = h('section', { class: 'tour' }, this.tabs, this.steps, h('div', { class: 'top' }, this.choice, this.bars), this.say, this.controls);
    this.tour = null;
    this.view = null;
  }

  get scene() { return this.scenes.get(this.tour.scene); }

  /** The step that is shown: the one somebody looks back at, else the present one. */
  get shown() { return this.view ?? this.tour.at; }

  take(tour) {
    const before = this.tour;
    const moved = !before || before.at !== tour.at || before.scene !== tour.scene;
    const point = JSON.stringify(before?.pointer) !== JSON.stringify(tour.pointer);
    this.tour = tour;
    if (moved) this.view = null;
    this.draw();
    if (moved || point) this.follow({ reveal: moved });
  }

  /** Nothing can be asked for while the neighbourhood is being set up. */
  rest(resting) {
    if (this.resting === resting) return;
    this.resting = resting;
    this.draw();
  }

  /** Ring whose turn it is, and what to press. */
  follow({ reveal = false } = {}) {
    if (!this.tour) return;
    const { tour } = this;
    if (this.view !== null) return;
    this.page.setTurn(tour.turn);
    if (reveal) this.page.reveal(tour.turn, tour.window);
    this.page.point(tour.pointer);
    if (reveal && tour.pointer?.message) this.showPointed(tour.pointer);
  }

  showPointed(pointer) {
    const phone = this.page.phones.get(pointer.user);
    const found = phone?.point();
    if (found && phone.open === pointer.chat) found.scrollIntoView({ block: 'nearest' });
  }

  back() {
    if (!this.tour || this.shown === 0) return;
    this.view = this.shown - 1;
    this.lookBack();
  }

  forward() {
    if (!this.tour) return;
    if (this.view !== null) {
      this.view = this.view + 1 >= this.tour.at ? null : this.view + 1;
      if (this.view === null) { this.draw(); this.follow({ reveal: true }); } else this.lookBack();
      return;
    }
    if (!this.tour.busy) this.ask(this.isLast ? this.next.key : 'next');
  }

  play() {
    if (!this.tour) return;
    this.view = null;
    this.ask(this.tour.playing ? 'pause' : 'play');
  }

  get isLast() { return this.tour.at === this.scene.steps.length - 1; }

  lookBack() {
    this.draw();
    const mark = this.tour.marks[this.view];
    this.page.setTurn(mark?.user ?? null);
    this.page.point(null);
    if (!mark) return;
    this.page.reveal(mark.user, mark.chat);
    this.page.phones.get(mark.user)?.thread.jump(mark.message);
  }

  draw() {
    if (!this.tour) return;
    const step = this.scene.steps[this.shown];
    this.element.setAttribute('aria-label', this.t('tour.name'));
    this.element.classList.toggle('busy', this.tour.busy);
    this.drawScenes();
    this.drawSteps();
    this.drawLine(step);
    this.drawControls();
  }

  hasSeen(scene) { return this.tour.seen.includes(scene.key); }

  /** All scenes, as tabs where there is room and as a menu where there is not. */
  drawScenes() {
    const focused = this.tabs.contains(document.activeElement) ? document.activeElement.dataset.scene : null;
    this.tabs.setAttribute('aria-label', this.t('tour.scenes'));
    this.tabs.replaceChildren(...[...this.scenes.values()].map((scene) => h('button', {
      type: 'button', 'data-scene': scene.key, disabled: this.resting, 'aria-current': scene === this.scene ? 'true' : null, onclick: () => this.ask(scene.key),
    }, this.hasSeen(scene) ? h('i', { role: 'img', 'aria-label': this.t('tour.seen') }, '✓') : null, said(scene.name))));
    if (focused) this.tabs.querySelector(`[data-scene="${focused}"]`).focus();
    this.choice.disabled = Boolean(this.resting);
    this.choice.setAttribute('aria-label', `${this.t('tour.scenes')}: ${said(this.scene.name)}`);
    this.choice.replaceChildren(said(this.scene.name), h('i', { 'aria-hidden': 'true' }, '▾'));
  }

  choose() {
    openMenu(this.choice, {
      label: this.t('tour.scenes'),
      items: [...this.scenes.values()].map((scene) => ({ icon: this.hasSeen(scene) ? 'tick' : 'right', label: said(scene.name), act: () => this.ask(scene.key) })),
    });
  }

  /** What comes after this scene: the first one behind it that was not seen; the very next when all were. */
  get next() {
    const all = [...this.scenes.values()];
    const at = all.indexOf(this.scene);
    const behind = [...all.slice(at + 1), ...all.slice(0, at)];
    return behind.find((scene) => !this.hasSeen(scene)) ?? behind[0];
  }

  drawSteps() {
    const { steps } = this.scene;
    this.steps.replaceChildren(...steps.map((step, index) => {
      const state = index < this.tour.at ? 'p' : index === this.tour.at ? 'c' : '';
      const looked = index === this.shown ? ' v' : '';
      return h('li', { class: state + looked, 'aria-current': index === this.shown ? 'step' : null, 'aria-label': this.t('tour.step', { n: index + 1, of: steps.length, name: said(step.name) }) },
        h('i', { 'aria-hidden': 'true' }, index < this.tour.at ? '✓' : String(index + 1)), h('em', { 'aria-hidden': 'true' }, said(step.name)));
    }));
    this.bars.replaceChildren(...steps.map((_, index) => h('i', { class: index <= this.shown ? 'p' : null })), h('span', {}, `${this.shown + 1}/${steps.length}`));
  }

  drawLine(step) {
    if (this.tour.stuck) { this.say.replaceChildren(this.t('tour.stuck')); return; }
    const key = `${this.tour.scene}:${step.key}:${said(step.line)}`;
    if (this.drawn === key) return;
    this.drawn = key;
    this.say.replaceChildren(h('p', { class: 'line-long' }, bold(said(step.line)), h('small', {}, said(step.more))), h('p', { class: 'line-short', 'aria-hidden': 'true' }, bold(said(step.short))));
  }

  drawControls() {
    const { tour } = this;
    const focused = this.controls.contains(document.activeElement) ? [...this.controls.children].indexOf(document.activeElement) : -1;
    const atEnd = this.view === null && this.isLast;
    const waits = this.resting || (tour.busy && this.view === null);
    this.element.classList.toggle('ended', atEnd);
    this.controls.replaceChildren(...[
      h('button', { type: 'button', class: 'prev', disabled: this.shown === 0, onclick: () => this.back() }, this.t('tour.previous')),
      h('button', { type: 'button', class: 'go', disabled: waits, onclick: () => this.forward() }, atEnd ? this.t('tour.next_scene', { name: said(this.next.name) }) : this.t('tour.next')),
      atEnd ? null : h('button', { type: 'button', class: 'auto', disabled: this.resting, 'aria-pressed': String(tour.playing), onclick: () => this.play() }, this.t(tour.playing ? 'tour.pause' : 'tour.play')),
    ].filter(Boolean));
    if (focused >= 0) this.controls.children[Math.min(focused, this.controls.children.length - 1)].focus();
  }
}

/** `<b>` in our own words, and nothing else. */
function bold(text) {
  return text.split(/(<b>.*?<\/b>)/).map((part) => (part.startsWith('<b>') ? h('b', {}, part.slice(3, -4)) : part));
}
