// Telegram's entities (UTF-16 offsets, nested) as elements.
import { h } from './dom.js';

const TAGS = {
  bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre', blockquote: 'blockquote', expandable_blockquote: 'blockquote',
};

/** The text with its entities as a fragment. `doing` opens links and sends commands; `mark` may dress plain pieces. */
export function rich(text, entities, doing, mark = null) {
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return span(text, sorted, 0, text.length, doing, mark, []);
}

function span(text, entities, from, to, doing, mark, around) {
  const out = document.createDocumentFragment();
  let at = from;
  for (let index = 0; index < entities.length; index++) {
    const entity = entities[index];
    const end = entity.offset + entity.length;
    if (entity.offset < at || end > to) continue;
    plain(out, text.slice(at, entity.offset), mark, around);
    const inner = entities.slice(index + 1).filter((one) => one.offset >= entity.offset && one.offset + one.length <= end);
    const piece = text.slice(entity.offset, end);
    const content = span(text, inner, entity.offset, end, doing, mark, [...around, entity.type]);
    out.append(wrapped(entity, piece, content, doing));
    at = end;
  }
  plain(out, text.slice(at, to), mark, around);
  return out;
}

function plain(out, text, mark, around) {
  if (text) out.append(...(mark ? mark(text, around) : [text]));
}

function wrapped(entity, piece, content, doing) {
  const link = linkOf(entity, piece);
  if (link) return h('a', { href: link, rel: 'noopener noreferrer', onclick: (event) => { event.preventDefault(); doing.open(link); } }, content);
  if (entity.type === 'bot_command') {
    return h('button', { class: 'cmd', type: 'button', onclick: () => doing.say(piece) }, content);
  }
  if (entity.type === 'spoiler') {
    const shown = h('button', { class: 'spoiler', type: 'button', onclick: () => shown.replaceWith(...shown.childNodes) }, content);
    return shown;
  }
  const tag = TAGS[entity.type];
  return tag ? h(tag, {}, content) : h('span', { class: 'mention' }, content);
}

function linkOf(entity, piece) {
  if (entity.type === 'text_link') return safe(entity.url);
  if (entity.type === 'url') return safe(/^[a-z]+:/i.test(piece) ? piece : `https://${piece}`);
  if (entity.type === 'email') return `mailto:${piece}`;
  if (entity.type === 'phone_number') return `tel:${piece.replace(/[^+\d]/g, '')}`;
  return null;
}

function safe(url) {
  return /^(https?|tg|mailto|tel):/i.test(url) ? url : null;
}
