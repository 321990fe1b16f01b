// Photos, albums, files, places: what a message carries besides words.
import { h, icon } from './dom.js';
import { t } from './words.js';

const FLATTEST = 0.42;
const TALLEST = 1.62;

/** One photo in a bubble; very tall ones show their upper part, a press opens all of it. */
export function photoButton(message, open, label) {
  const { photo } = message;
  const ratio = Math.min(TALLEST, Math.max(FLATTEST, photo.height / photo.width));
  const image = h('img', { src: photo.url, alt: '', width: photo.width, height: photo.height, decoding: 'async', draggable: 'false' });
  return h('button', { class: 'ph', type: 'button', 'aria-label': label, style: `--r:${ratio.toFixed(4)}`, tabindex: '-1', onclick: open }, image);
}

/** Two to ten photos as a wall without gaps at the edges. */
export function albumWall(messages, openAt) {
  const count = messages.length;
  const photos = messages.map((message, index) =>
    photoButton(message, () => openAt(index), `${t('photo.open')}, ${t('photo.of', { n: index + 1, of: count })}`));
  return h('div', { class: `wall n${Math.min(count, 10)}` }, photos);
}

const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** A file, a place, a contact, a sticker: small and plain. */
export function otherContent(message) {
  const { details, file, kind } = message;
  if (kind === 'sticker') return h('div', { class: 'sticker' }, details?.sticker?.emoji ?? '');
  if (kind === 'location') {
    const { latitude, longitude } = details.location;
    return tile('place', t('kind.location').slice(1, -1), `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`);
  }
  if (kind === 'contact') return tile('file', details.contact.first_name, details.contact.phone_number);
  if (!file) return null;
  return h('a', { class: 'tile-link', href: file.url, download: file.name ?? kind }, tile('file', file.name ?? kindName(kind), size(file.bytes)));
}

function tile(name, head, foot) {
  return h('div', { class: 'tile' }, h('span', { class: 'tile-i' }, icon(name)), h('span', {}, h('b', {}, head), h('small', {}, foot)));
}

const NAMED = new Set(['photo', 'document', 'location', 'sticker', 'voice', 'video', 'contact']);

/** `[照片]` for a message that has no words. */
export function kindName(kind) {
  return t(NAMED.has(kind) ? `kind.${kind}` : 'kind.other');
}

/** A message in one short line: its words, or what it is. */
export function inShort(message) {
  const words = message.text?.split('\n')[0] ?? '';
  if (message.kind === 'text') return words;
  if (message.kind === 'sticker') return message.details?.sticker?.emoji ?? kindName('sticker');
  return words ? `${kindName(message.kind)} ${words}` : kindName(message.kind);
}
