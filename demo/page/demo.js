// The demo's part of the page: its line to the server, the tour, what is behind the scenes, the clock.
import { Behind } from './behind.js';
import { Tour } from './tour.js';
import { h } from '/page/dom.js';
import { listen } from '/page/live.js';
import { currentLanguage, onLanguage, said, speak } from '/page/words.js';

const RETRY = 400;

export default function mount(page) {
  new Demo(page).start();
}

class Demo {
  constructor(page) {
    this.page = page;
    this.texts = page.config.demo.words;
    this.tour = new Tour(page, (want) => this.post('tour', { want }), (key, values) => this.t(key, values));
    this.behind = new Behind(page, (key, values) => this.t(key, values), () => this.toggleBehind());
    this.curtain = h('div', { class: 'curtain', role: 'status', hidden: true });
    page.stage.append(this.tour.element);
    page.side.append(this.behind.element);
    document.body.append(this.curtain);
  }

  t(key, values = {}) {
    return said(this.texts[key], values);
  }

  start() {
    this.addActions();
    this.language = this.page.config.demo.language;
    onLanguage(() => { this.changeLanguage(); this.tour.draw(); this.behind.draw(); this.drawCurtain(); });
    this.page.onBack = () => this.tour.follow();
    if (sessionStorage.getItem('behind')) this.toggleBehind(true);
    this.connect();
    if (currentLanguage() !== this.language) {
      this.waiting = 'language.changing';
      this.drawCurtain();
      this.changeLanguage({ only_untouched: true });
    }
    document.addEventListener('keydown', (event) => this.key(event));
  }

  addActions() {
    const { texts } = this;
    this.page.addAction({ label: texts.behind, act: () => this.toggleBehind(), pressed: () => !this.page.side.hidden });
    this.page.addAction({ label: texts.hour, act: () => this.pass(60) });
    this.page.addAction({ label: texts.day, short: texts['day.short'], act: () => this.pass(24 * 60), keep: true });
    this.page.addAction({ label: texts.again, act: () => this.again() });
  }

  async post(what, body) {
    const response = await fetch(`/demo/${what}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    return response.json();
  }

  connect() {
    this.source?.close();
    clearTimeout(this.retrying);
    this.source = listen(`/demo/events${this.page.side.hidden ? '' : '?behind=1'}`, {
      onNews: (news) => this.take(news), onEnd: () => { this.retrying = setTimeout(() => this.connect(), RETRY); },
    });
  }

  /** What a run still says after it has been told to end is of no interest: the curtain stays until the next one. */
  take(news) {
    if (news.run === this.ended) return;
    this.waiting = news.starting ? 'starting' : this.asking ? this.waiting : null;
    this.drawCurtain();
    this.run = news.run;
    this.behind.noteTime(news.now);
    this.followLanguage(news.language);
    if (news.tour) this.tour.take(news.tour);
    if (news.behind) this.behind.take(news.behind);
  }

  drawCurtain() {
    this.curtain.hidden = !this.waiting;
    this.curtain.textContent = this.waiting ? this.t(this.waiting) : '';
    this.tour.rest(Boolean(this.waiting));
  }

  /** What everybody speaks on the phones has changed, perhaps from another window: the page goes along. */
  followLanguage(spoken) {
    if (spoken === this.language) return;
    this.language = spoken;
    if (currentLanguage() !== spoken) speak(spoken);
  }

  async changeLanguage(more = {}) {
    if (currentLanguage() === this.language) return;
    this.asking = true;
    const { again, run } = await this.post('language', { language: currentLanguage(), ...more });
    this.asking = false;
    if (again) return this.leave(run, 'language.changing');
    this.waiting = null;
    this.drawCurtain();
  }

  leave(run, why) {
    if (this.run !== undefined && this.run !== run) return;
    this.ended = run;
    this.waiting = why;
    this.drawCurtain();
  }

  async pass(minutes) {
    await this.post('clock', { minutes });
    this.behind.sayTime();
  }

  async again() {
    if (!window.confirm(this.t('again.sure'))) return;
    const { run } = await this.post('again', {});
    this.leave(run, 'again.now');
  }

  toggleBehind(open = this.page.side.hidden) {
    this.page.side.hidden = !open;
    if (open) sessionStorage.setItem('behind', '1');
    else sessionStorage.removeItem('behind');
    this.page.bar.draw();
    if (this.source) this.connect();
  }

  /** Arrows step through the tour and space plays it, wherever nobody writes or walks. */
  key(event) {
    const busy = event.target.closest?.('textarea, input, button, a, dialog, [role="log"], [role="menu"], [role="tablist"]');
    if (busy || event.altKey || event.ctrlKey || event.metaKey) return;
    const what = { ArrowRight: () => this.tour.forward(), ArrowLeft: () => this.tour.back(), ' ': () => this.tour.play() }[event.key];
    if (!what) return;
    event.preventDefault();
    what();
  }
}
