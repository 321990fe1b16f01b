// Small menus beside what they are about: arrows walk, Escape closes, focus returns.
import { h, icon, placeBeside } from './dom.js';

let shown = null;

/** Open a menu at `anchor`: a row of emoji (optional), then items {icon, label, act}, then a quiet last line. */
export function openMenu(anchor, { emoji = [], chosen = null, onEmoji, items, foot = '', label }) {
  closeMenu();
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': label });
  if (emoji.length) {
    menu.append(h('div', { class: 'emo-row', role: 'group' }, emoji.map((one) => h('button', {
      role: 'menuitemradio', 'aria-checked': String(one === chosen), type: 'button', class: 'emo',
      onclick: () => { closeMenu(); onEmoji(one === chosen ? null : one); },
    }, one))));
  }
  for (const item of items) {
    menu.append(h('button', { role: 'menuitem', type: 'button', onclick: () => { closeMenu(); item.act(); } }, item.icon ? icon(item.icon, 17) : null, item.label));
  }
  if (foot) menu.append(h('p', {}, foot));
  menu.addEventListener('keydown', (event) => walk(event, menu));
  const dialog = anchor.closest('dialog');
  (dialog ?? document.body).append(menu);
  placeBeside(menu, anchor);
  shown = { menu, anchor };
  menu.querySelector('button').focus({ preventScroll: true });
  setTimeout(() => addEventListener('pointerdown', outside), 0);
}

export function closeMenu() {
  if (!shown) return;
  const { menu, anchor } = shown;
  shown = null;
  removeEventListener('pointerdown', outside);
  const inside = menu.contains(document.activeElement);
  menu.remove();
  if (inside) (anchor.closest('article') ?? anchor).focus?.({ preventScroll: true });
}

function outside(event) {
  if (shown && !shown.menu.contains(event.target)) closeMenu();
}

function walk(event, menu) {
  const all = [...menu.querySelectorAll('button')];
  const at = all.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') { event.preventDefault(); closeMenu(); }
  if (!(event.key in steps)) return;
  event.preventDefault();
  all[(at + steps[event.key] + all.length) % all.length].focus();
}
