// The page's own words, in the languages of words.json. Whoever shows words listens for a change of language.

const texts = JSON.parse(document.getElementById('words').textContent);
const listeners = new Set();
let language = texts.zh ? 'zh' : Object.keys(texts)[0];

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

/** The text of a key in the language of the page. */
export function t(key, values = {}) {
  const text = texts[language][key];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return filled(text, values);
}

/** One of several translations that a host handed in: `{zh: …, en: …}`, or a plain text. */
export function said(texted, values = {}) {
  if (texted === null || texted === undefined) return '';
  if (typeof texted === 'string') return filled(texted, values);
  return filled(texted[language] ?? texted.zh ?? Object.values(texted)[0] ?? '', values);
}

export const currentLanguage = () => language;

/** Speak another language and remember it. */
export function speak(wanted) {
  language = texts[wanted] ? wanted : language;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : language;
  for (const listener of listeners) listener(language);
}

export function onLanguage(listener) {
  listeners.add(listener);
}

/** What was asked for in the address, else what was chosen before, else what the browser speaks. */
export function firstLanguage() {
  const asked = new URLSearchParams(location.search).get('lang');
  const kept = localStorage.getItem('language');
  const spoken = (navigator.languages ?? [navigator.language]).map((one) => one.slice(0, 2).toLowerCase());
  return [asked, kept, ...spoken].find((one) => one && texts[one]) ?? 'zh';
}
