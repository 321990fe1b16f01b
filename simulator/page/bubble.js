// One message (or one album) as an element.
import { h, icon } from './dom.js';
import { rich } from './entities.js';
import { albumWall, kindName, otherContent, photoButton } from './media.js';
import { clockTime } from './times.js';
import { t } from './words.js';

/**
 * What the view of a message needs besides the message: `faces`, `doing` (open, say, press, menu, react, view, jump),
 * `pressing` (has `id:data`), `mark` (dresses bots' words), `group` (whether names are shown).
 */
export function bubble(messages, flags, about) {
  const [first] = messages;
  const titled = messages.find((one) => one.text) ?? first;
  const side = first.mine ? 'out' : 'in';
  const face = about.faces;
  const name = first.as_chat ?? face.name(first.from);
  const column = h('div', { class: 'col' }, body(messages, titled, flags, about, name), menuButton(messages, titled, about),
    ...[reactions(titled, about), buttons(first, about)].filter(Boolean));
  const article = h('article', {
    class: `m ${side}${flags.first ? ' first' : ''}${first.photo ? ' has-ph' : ''}`, 'data-id': first.id, tabindex: '-1',
    'aria-label': `${first.mine ? t('you') : name} ${clockTime(first.date)}`,
  });
  if (side === 'in' && first.from) article.append(flags.first ? face.avatar(first.from, 28) : h('span', { class: 'av-gap' }));
  article.append(column);
  column.addEventListener('contextmenu', (event) => { event.preventDefault(); about.doing.menu(titled, column, messages); });
  return article;
}

function menuButton(messages, titled, about) {
  return h('button', {
    class: 'dots', type: 'button', tabindex: '-1', 'aria-label': t('menu'), 'aria-haspopup': 'menu',
    onclick: (event) => about.doing.menu(titled, event.currentTarget, messages),
  }, icon('more', 18));
}

function body(messages, titled, flags, about, name) {
  const [first] = messages;
  const shape = h('div', { class: 'bub' });
  const named = !first.mine && flags.first && (about.group || first.as_chat);
  if (named) shape.append(h('div', { class: 'nm' }, name));
  if (first.forwarded_from) shape.append(h('div', { class: 'fw' }, t('forwarded', { name: forwardName(first.forwarded_from) })));
  if (first.reply_to) shape.append(quote(first.reply_to, about));
  const media = mediaOf(messages, about);
  if (media) shape.append(media);
  if (titled.text) shape.append(words(titled, about));
  shape.append(meta(messages.at(-1), titled));
  if (media && !titled.text) shape.classList.add('bare');
  return shape;
}

function mediaOf(messages, about) {
  const open = (index) => about.doing.view(messages, index);
  if (messages.length > 1) return albumWall(messages, open);
  const [message] = messages;
  return message.photo ? photoButton(message, () => open(0), t('photo.open')) : otherContent(message);
}

function words(message, about) {
  const mark = message.from?.bot ? about.mark : null;
  // What a deep link hands over is for the bot; people see that they started it.
  const text = /^\/start \S+$/.test(message.text) ? '/start' : message.text;
  return h('div', { class: 'tx', dir: 'auto' }, rich(text, message.entities, about.doing, mark));
}

function meta(last, titled) {
  const edited = titled.edited && !titled.from?.bot ? `${t('edited')} ` : '';
  const waiting = last.mine && !last.taken ? h('i', { class: 'ring', role: 'img', 'aria-label': t('sent') }) : null;
  return h('span', { class: 'tm' }, waiting, edited, h('time', {}, clockTime(titled.date)));
}

function quote(replied, about) {
  const name = about.faces.name(replied.from);
  const excerpt = replied.deleted ? t('deleted') : replied.text || kindName(replied.kind);
  return h('button', { class: 'qt', type: 'button', tabindex: '-1', onclick: () => about.doing.jump(replied.id) },
    h('b', {}, name), h('span', {}, excerpt.split('\n')[0]));
}

function forwardName(origin) {
  return origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? '';
}

function reactions(message, about) {
  if (!message.reactions.length) return null;
  return h('div', { class: 're' }, message.reactions.map((one) =>
    h('button', {
      class: one.mine ? 'mine' : null, type: 'button', 'aria-pressed': String(one.mine), tabindex: '-1',
      'aria-label': t('react.with', { emoji: one.emoji, n: one.count }),
      onclick: () => about.doing.react(message, one.mine ? null : one.emoji),
    }, h('span', { class: 'emo' }, one.emoji), String(one.count))));
}

function buttons(message, about) {
  if (!message.buttons.length) return null;
  return h('div', { class: 'bt' }, message.buttons.map((row) => h('div', {}, row.map((one) => {
    const busy = about.pressing.has(`${message.id}:${one.data}`);
    return h('button', {
      type: 'button', class: busy ? 'busy' : null, 'data-data': one.data ?? one.url, 'aria-busy': busy ? 'true' : null,
      onclick: () => (one.data ? about.doing.press(message, one) : about.doing.open(one.url)),
    }, one.text, one.url ? h('span', { class: 'out-arrow', 'aria-hidden': 'true' }, '↗') : null);
  }))));
}

/** Somebody came, left, pinned … as one quiet line. */
export function serviceLine(message, about) {
  const service = message.service ?? {};
  const name = (users) => users.map((user) => about.faces.name({ id: user.id, name: user.first_name })).join('、');
  let text = t('service.other');
  if (service.new_chat_members) text = t('service.joined', { name: name(service.new_chat_members) });
  else if (service.left_chat_member) text = t('service.left', { name: name([service.left_chat_member]) });
  else if (service.pinned_message) text = t('service.pinned', { name: about.faces.name(message.from) });
  else if (service.migrate_to_chat_id || service.migrate_from_chat_id) text = t('service.moved');
  return h('div', { class: 'sv', 'data-id': message.id }, h('span', {}, text));
}
