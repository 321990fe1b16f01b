// Behind the scenes: the history of the latest cases, and the messages that the bot owes and owed, as they happen.
import { h, icon } from '/page/dom.js';
import { clockTime, dayName } from '/page/times.js';

export class Behind {
  constructor(page, t, close) {
    this.page = page;
    this.t = t;
    this.shut = h('button', { type: 'button', class: 'ib', onclick: close }, icon('close', 18));
    this.title = h('h2', {});
    this.time = h('p', { class: 'now' });
    this.cases = h('div', { class: 'cases', role: 'tablist' });
    this.case = h('div', { class: 'case', tabindex: '0', role: 'group' });
    this.owedHead = h('h3', {});
    this.owed = h('ol', { class: 'owed', tabindex: '0' });
    this.element = h('div', { class: 'behind' }, h('header', {}, this.title, this.shut), this.time, this.cases, this.case, this.owedHead, this.owed);
    this.chosen = null;
    this.behind = { cases: [], owed: [] };
    this.shift = 0;
    this.seen = null;
    setInterval(() => this.drawTime(), 5000);
    this.draw();
  }

  noteTime(shift) {
    this.shift = shift;
    this.drawTime();
  }

  get now() { return Date.now() / 1000 + this.shift; }

  said() { return `${dayName(this.now)} ${clockTime(this.now)}`; }

  drawTime() {
    this.time.textContent = this.t('clock', { time: this.said() });
  }

  /** After a jump of the clock: say where it stands now, on every phone's bottom line. */
  sayTime() {
    setTimeout(() => this.page.say(this.t('passed', { time: this.said() })), 150);
  }

  take(behind) {
    const latest = behind.cases[0]?.number;
    if (latest !== this.behind.cases[0]?.number) this.chosen = null;
    this.behind = behind;
    this.draw();
  }

  draw() {
    this.title.textContent = this.t('behind');
    this.shut.setAttribute('aria-label', this.t('behind.close'));
    this.owedHead.textContent = this.t('behind.owed');
    this.owed.setAttribute('aria-label', this.t('behind.owed'));
    this.case.setAttribute('aria-label', this.t('behind.history'));
    this.cases.setAttribute('aria-label', this.t('behind'));
    this.drawTime();
    this.drawCases();
    this.drawOwed();
  }

  drawCases() {
    const { cases } = this.behind;
    const shown = cases.find((one) => one.number === this.chosen) ?? cases[0];
    this.cases.replaceChildren(...cases.map((one) => h('button', { type: 'button', role: 'tab', 'aria-selected': String(one === shown), onclick: () => { this.chosen = one.number; this.drawCases(); } }, this.t('behind.number', { number: one.number }))));
    this.case.replaceChildren(...(shown ? this.caseOf(shown) : [h('p', { class: 'none' }, this.t('behind.nothing'))]));
  }

  caseOf(one) {
    return [
      h('p', { class: 'head' }, h('span', { class: 'plate' }, one.place), h('b', {}, one.title)),
      h('p', { class: 'facts' }, h('span', { class: `st ${one.state}` }, one.status), one.who ? h('span', {}, one.who) : null, one.due ? h('span', {}, this.t('behind.due', { at: one.due })) : null, one.also ? h('span', {}, this.t('behind.also', { n: one.also })) : null),
      h('h3', {}, this.t('behind.history')),
      h('ol', { class: 'lines' }, one.lines.map((line) => h('li', {}, h('time', {}, line.at), h('span', {}, h('b', {}, line.who), ` ${line.what}`)))),
    ];
  }

  drawOwed() {
    const seen = this.seen;
    const fresh = (one) => seen && !seen.has(one.id);  // not when the panel has just been opened
    if (this.behind.owed.length) this.seen = new Set([...(seen ?? []), ...this.behind.owed.map((one) => one.id)]);
    this.owed.replaceChildren(...this.behind.owed.map((one) => h('li', { class: `${one.state}${fresh(one) ? ' fresh' : ''}` },
      h('time', {}, one.at), h('span', { class: 'to' }, h('b', {}, one.to), ` ${one.what}`, one.case ? h('small', {}, this.t('behind.number', { number: one.case })) : null), h('span', { class: 'word' }, one.word))));
  }
}
