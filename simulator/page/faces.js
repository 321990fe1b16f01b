// Who is who on the page: colours, initials, logos, names and roles, from the host's config or made up from the name.
import { h } from './dom.js';
import { said } from './words.js';

const COLOURS = ['#34765F', '#7A5C8E', '#8A6420', '#2F6EA0', '#A04A5A', '#5C6F3A', '#4B6478', '#8B5140'];

export class Faces {
  constructor(config) {
    this.shown = new Map((config.people ?? []).map((one) => [one.id, one]));
    this.others = new Map(Object.entries(config.faces ?? {}).map(([id, face]) => [Number(id), face]));
  }

  of(id) {
    return this.shown.get(id) ?? this.others.get(id) ?? {};
  }

  /** The name to show for an account. */
  name(account) {
    return (account && said(this.of(account.id).name)) || account?.name || '';
  }

  /** The name for places with little room. */
  shortName(account) {
    return said(this.of(account.id).short) || this.name(account);
  }

  role(id) {
    return said(this.of(id).role);
  }

  /** A round picture of an account (or of a group, by its title), `size` in CSS pixels. */
  avatar(account, size) {
    const face = this.of(account.id);
    if (face.logo) {
      return h('span', { class: 'av logo', style: `--s:${size}px`, 'aria-hidden': 'true' },
        h('img', { class: 'by-day', src: face.logo, alt: '', width: size, height: size }),
        h('img', { class: 'by-night', src: face.logoDark ?? face.logo, alt: '', width: size, height: size }));
    }
    const colour = face.colour ?? COLOURS[Math.abs(account.id) % COLOURS.length];
    const initial = said(face.initial) || [...(account.name ?? '?')][0];
    return h('span', { class: account.id < 0 ? 'av group' : 'av', style: `--s:${size}px;--c:${colour}`, 'aria-hidden': 'true' }, initial);
  }
}
