// The upper part of a phone: who it is, how much is unread, which chat is open, who is typing, what is pinned.
import { badge, titleOf } from './chatlist.js';
import { h, icon } from './dom.js';
import { inShort } from './media.js';
import { said, t } from './words.js';

export class Head {
  /** `phone` is the whole; this draws the line over its screen, the chat's head and what is pinned. */
  constructor(phone) {
    this.phone = phone;
    this.who = h('header', { class: 'who' });
    this.chat = h('div', { class: 'hd' });
    this.pinned = h('button', { class: 'pin', type: 'button', hidden: true });
  }

  draw() {
    this.drawWho();
    this.drawChat();
  }

  drawWho() {
    const { page, user, me, turn, element } = this.phone;
    const { faces, store } = page;
    const name = faces.name(me);
    const unread = store.unreadOf(user);
    element.setAttribute('aria-label', t('phone', { name }));
    const face = h('span', { class: 'face' }, faces.avatar(me, 30), unread ? badge(unread) : null);
    this.who.replaceChildren(...[face, h('h2', {}, name), h('span', { class: 'role' }, faces.role(user)),
      turn ? h('span', { class: 'turn' }, said(turn)) : null, unread ? h('span', { class: 'sr' }, t('unread', { n: unread })) : null].filter(Boolean));
  }

  drawChat() {
    const { chat, page, phone } = this.phone;
    const parts = [];
    if (chat && phone.chats.size > 1) parts.push(this.backButton());
    parts.push(h('h3', {}, chat ? titleOf(chat, page.faces) : t('chat.list')));
    if (chat) parts.push(h('span', { class: 'sub' }, this.subtitle(chat)));
    this.chat.replaceChildren(...parts);
    const pinned = chat?.messages.find((message) => message.id === chat.pinned.at(-1));
    this.pinned.hidden = !pinned;
    if (pinned) this.drawPinned(pinned);
  }

  drawPinned(message) {
    this.pinned.replaceChildren(icon('pin', 15), h('b', {}, t('chat.pinned')), h('span', {}, inShort(message)));
    this.pinned.onclick = () => this.phone.thread.jump(message.id);
  }

  backButton() {
    const { page, user, open, me } = this.phone;
    const others = page.store.unreadOf(user, open);
    const name = page.faces.name(me);
    return h('button', {
      class: 'back', type: 'button', onclick: () => this.phone.show(null), 'aria-label': others ? t('chat.back_unread', { name, n: others }) : t('chat.back', { name }),
    }, icon('back', 18, 2.2), others ? badge(others) : null);
  }

  subtitle(chat) {
    const typing = [...chat.typing.values()].find((one) => one.until > Date.now());
    if (typing) return t(typing.action === 'upload_photo' ? 'typing.photo' : 'typing.one', { name: this.phone.page.faces.name(typing.user) });
    if (chat.type === 'private') return t('chat.private');
    return chat.type === 'channel' ? t('chat.channel') : t('chat.members', { n: chat.members });
  }
}
