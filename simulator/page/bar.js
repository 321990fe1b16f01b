// The line at the top: whose page this is, what the host adds, language and light.
import { h, icon } from './dom.js';
import { openMenu } from './menu.js';
import { currentLanguage, onLanguage, said, speak, t } from './words.js';

const dark = matchMedia('(prefers-color-scheme: dark)');

const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';

export class Bar {
  constructor(config) {
    this.config = config;
    this.actions = [];
    this.element = h('header', { class: 'bar' });
    onLanguage(() => this.draw());
    dark.addEventListener('change', () => this.draw());
  }

  /** A button of the host: {label, act, keep (also on narrow screens), pressed()}; labels are texts in several languages. */
  add(action) {
    this.actions.push(action);
    this.draw();
  }

  draw() {
    const { config } = this;
    document.title = said(config.title);
    const logo = config.logo ? [h('img', { class: 'by-day', src: config.logo, alt: '', width: 34, height: 34 }), h('img', { class: 'by-night', src: config.logoDark ?? config.logo, alt: '', width: 34, height: 34 })] : [];
    const theme = { label: t(isDark() ? 'theme.to_light' : 'theme.to_dark'), act: () => this.turnTheLight(), keep: true };
    const language = { label: t('lang.switch'), short: t('lang.switch_short'), act: () => this.otherLanguage(), keep: true, lang: currentLanguage() === 'zh' ? 'en' : 'zh-CN' };
    const all = [...this.actions, language, theme];
    this.element.replaceChildren(h('span', { class: 'lg' }, logo), h('h1', {}, h('span', { class: 'long' }, said(config.title)), h('span', { class: 'short' }, said(config.short ?? config.title))),
      h('span', { class: 'sub' }, h('span', { class: 'long' }, said(config.subtitle)), h('span', { class: 'short' }, said(config.subtitleShort ?? ''))),
      h('div', { class: 'r' }, all.map((one) => this.button(one)), this.moreButton()));
  }

  button(action) {
    const pressed = action.pressed?.();
    return h('button', { type: 'button', class: action.keep ? 'keep' : null, lang: action.lang, title: said(action.title), onclick: action.act, 'aria-pressed': pressed === undefined ? null : String(pressed) },
      h('span', { class: 'long' }, said(action.label)), h('span', { class: 'short' }, said(action.short ?? action.label)));
  }

  moreButton() {
    const hidden = this.actions.filter((one) => !one.keep);
    if (!hidden.length) return null;
    return h('button', {
      type: 'button', class: 'only-narrow', 'aria-label': t('more'), 'aria-haspopup': 'menu',
      onclick: (event) => openMenu(event.currentTarget, { label: t('more'), items: hidden.map((one) => ({ label: said(one.label), act: one.act })) }),
    }, icon('more', 18));
  }

  turnTheLight() {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    localStorage.setItem('theme', theme);
    this.draw();
  }

  otherLanguage() {
    const next = currentLanguage() === 'zh' ? 'en' : 'zh';
    localStorage.setItem('language', next);
    speak(next);
  }
}
