// Where a person writes: words, photos, a reply, a correction. Enter sends, Shift+Enter breaks the line.
import { h, icon } from './dom.js';
import { inShort } from './media.js';
import { MOST, Tray } from './tray.js';
import { onLanguage, t } from './words.js';

const TYPES_EVERY = 4000;

export class Composer {
  /** `does` has send({text, files, replyTo}), edit(message, text), types(), start(); each may reject. */
  constructor({ samples, faces, draftKey, does }) {
    this.faces = faces;
    this.draftKey = draftKey;
    this.does = does;
    this.files = [];
    this.about = null;
    this.tray = new Tray(samples, {
      onPick: (file, caption) => this.pickSample(file, caption), onOwn: (files) => this.attach(files), onClose: () => this.toggleTray(false),
    });
    this.build();
    onLanguage(() => this.label());
    this.label();
  }

  build() {
    this.bar = h('div', { class: 'rp', hidden: true });
    this.strip = h('div', { class: 'strip', hidden: true });
    this.camera = h('button', { class: 'ib cam', type: 'button', 'aria-expanded': 'false', onclick: () => this.toggleTray() }, icon('camera'));
    this.hints = h('ul', { class: 'hints', hidden: true });
    this.field = h('textarea', { rows: 1, maxlength: 4096, enterkeyhint: 'send', oninput: () => this.written(), onpaste: (event) => this.pasted(event) });
    this.button = h('button', { class: 'ib sd', type: 'submit' }, icon('send', 18, 2.2));
    this.form = h('form', { class: 'cp', onsubmit: (event) => { event.preventDefault(); this.submit(); } }, this.camera, this.field, this.button);
    this.starter = h('button', { class: 'starter', type: 'button', hidden: true, onclick: () => this.does.start() });
    this.element = h('div', { class: 'composer' }, this.hints, this.tray.element, this.bar, this.strip, this.form, this.starter);
    this.field.addEventListener('keydown', (event) => this.key(event));
  }

  label() {
    this.camera.setAttribute('aria-label', t('photos'));
    this.camera.title = t('photos');
    this.button.setAttribute('aria-label', t('send'));
    this.hints.setAttribute('aria-label', t('commands'));
    this.field.setAttribute('aria-label', t('write.as', { name: this.faces.name(this.me) }));
    this.field.placeholder = t(this.files.length ? 'write.caption' : 'write');
    if (this.chat) this.starter.textContent = t(this.chat.blocked ? 'chat.unblock' : 'chat.start');
  }

  /** Turn to another chat: its own draft comes back, photos and replies stay behind. */
  turnTo(me, chat) {
    this.me = me;
    const other = this.chat?.id !== chat.id;
    this.chat = chat;
    if (other) this.empty();
    if (!this.field.value) this.field.value = sessionStorage.getItem(this.draftKey(chat.id)) ?? '';
    this.refresh();
  }

  refresh() {
    const shut = this.chat.type === 'private' && (this.chat.blocked || !this.chat.messages.length);
    this.starter.hidden = !shut;
    this.form.hidden = shut;
    this.label();
    this.grow();
  }

  written() {
    sessionStorage.setItem(this.draftKey(this.chat.id), this.field.value);
    this.grow();
    this.hint();
    if (this.field.value && Date.now() - (this.typedAt ?? 0) > TYPES_EVERY) {
      this.typedAt = Date.now();
      this.does.types();
    }
  }

  grow() {
    this.field.style.height = 'auto';
    const { scrollHeight } = this.field;  // 0 on a phone that is not shown
    if (scrollHeight) this.field.style.height = `${Math.min(scrollHeight, 104)}px`;
  }

  key(event) {
    if (event.key === 'ArrowUp' && !this.hints.hidden) { event.preventDefault(); this.hints.querySelector('li:last-child button').focus(); }
    if (event.key === 'Escape' && (this.about || this.files.length)) { event.stopPropagation(); this.cancel(); }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  pasted(event) {
    const files = [...event.clipboardData.files].filter((file) => file.type.startsWith('image/'));
    if (files.length) { event.preventDefault(); this.attach(files); }
  }

  toggleTray(open = this.tray.element.hidden) {
    this.tray.show(open);
    this.camera.setAttribute('aria-expanded', String(open));
    if (open) this.tray.element.querySelector('button')?.focus({ preventScroll: true });
    else if (!this.field.matches(':focus')) this.camera.focus({ preventScroll: true });
  }

  pickSample(file, caption) {
    this.attach([file]);
    if (!this.field.value && this.files.length === 1) this.field.value = caption;
    this.written();
    this.button.focus({ preventScroll: true });
  }

  attach(files) {
    for (const file of files.slice(0, MOST - this.files.length)) this.files.push({ file, url: URL.createObjectURL(file) });
    this.drawStrip();
    this.label();
    this.field.focus({ preventScroll: true });
  }

  drawStrip() {
    this.strip.hidden = !this.files.length;
    this.strip.replaceChildren(...this.files.map((one) => h('span', { class: 'thumb' }, h('img', { src: one.url, alt: one.file.name }),
      h('button', { type: 'button', 'aria-label': t('photos.remove'), onclick: () => this.drop(one) }, icon('close', 13, 3)))));
  }

  drop(one) {
    URL.revokeObjectURL(one.url);
    this.files = this.files.filter((other) => other !== one);
    this.drawStrip();
    this.label();
  }

  replyTo(message) { this.turnToMessage('reply', message, ''); }

  edit(message) { this.turnToMessage('edit', message, message.text); }

  turnToMessage(what, message, text) {
    this.about = { what, message };
    const head = what === 'edit' ? t('edit.this') : t('reply.to', { name: this.faces.name(message.from) });
    this.bar.hidden = false;
    this.bar.replaceChildren(icon(what, 17), h('span', {}, h('b', {}, head), h('small', {}, inShort(message))),
      h('button', { type: 'button', class: 'ib', 'aria-label': t('cancel'), onclick: () => this.cancel() }, icon('close', 17)));
    if (what === 'edit') this.field.value = text;
    this.grow();
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  /** No reply, no correction, no photos any more; what was written stays, unless it was a correction. */
  cancel() {
    if (this.about?.what === 'edit') this.field.value = '';
    this.about = null;
    this.bar.hidden = true;
    this.hints.hidden = true;
    this.files.forEach((one) => URL.revokeObjectURL(one.url));
    this.files = [];
    this.drawStrip();
    this.tray.show(false);
    this.camera.setAttribute('aria-expanded', 'false');
    if (this.chat) this.refresh();
  }

  empty() {
    this.field.value = '';
    this.cancel();
  }

  submit() {
    const text = this.field.value.trim();
    const files = this.files.map((one) => one.file);
    const { about, chat } = this;
    if (!text && !files.length) return;
    sessionStorage.removeItem(this.draftKey(chat.id));
    this.empty();
    this.field.focus({ preventScroll: true });
    if (about?.what === 'edit') this.does.edit(about.message, text);
    else this.does.send({ text, files, replyTo: about?.message.id ?? null });
  }

  /** The bots' commands that begin with what has been written. */
  hint() {
    const text = this.field.value;
    const fitting = /^\/\w*$/.test(text) ? this.chat.commands.filter((one) => `/${one.command}`.startsWith(text)) : [];
    this.hints.hidden = !fitting.length;
    this.hints.replaceChildren(...fitting.map((one) => h('li', {}, h('button', { type: 'button', onclick: () => this.command(one.command) }, h('b', {}, `/${one.command}`), ` ${one.description}`))));
  }

  command(name) {
    this.field.value = `/${name}`;
    this.submit();
  }
}
