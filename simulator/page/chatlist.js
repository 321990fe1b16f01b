// All chats on one phone, the most recently used first.
import { h } from './dom.js';
import { inShort } from './media.js';
import { shortTime } from './times.js';
import { t } from './words.js';

/** The list as an element; `open(chatId)` when one is chosen. */
export function chatList(chats, me, faces, open) {
  const rows = chats.map((chat) => h('li', {}, h('button', { type: 'button', onclick: () => open(chat.id), 'aria-label': label(chat, faces) },
    faces.avatar({ id: chat.id, name: chat.title }, 40),
    h('span', { class: 'cl-t' }, h('b', {}, titleOf(chat, faces)), h('small', {}, excerpt(chat, me, faces))),
    h('span', { class: 'cl-r' }, h('time', {}, chat.messages.length ? shortTime(chat.messages.at(-1).date) : ''), chat.unread ? badge(chat.unread) : null))));
  return h('ul', { class: 'cl', 'aria-label': t('chat.list') }, rows.length ? rows : h('li', { class: 'none' }, t('chat.none')));
}

export function titleOf(chat, faces) {
  return faces.name({ id: chat.id, name: chat.title });
}

export function badge(count) {
  return h('span', { class: 'badge', 'aria-hidden': 'true' }, count > 99 ? '99+' : String(count));
}

function label(chat, faces) {
  const open = t('chat.open', { title: titleOf(chat, faces) });
  return chat.unread ? `${open}, ${t('unread', { n: chat.unread })}` : open;
}

function excerpt(chat, me, faces) {
  const last = chat.messages.at(-1);
  if (!last) return '';
  const who = chat.type === 'private' || !last.from || last.from.id === me.id ? '' : `${faces.name(last.from)}: `;
  return who + (last.kind === 'service' ? t('service.other') : inShort(last));
}
