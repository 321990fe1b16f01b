// Dresses pieces of the bots' own words as the host wishes: the words stay, only their look changes.
import { h } from './dom.js';

/** From `[{match, as, inside}]` (a regular expression, a CSS class, an entity around it) to a function for entities.js. */
export function marksOf(config) {
  const rules = (config.marks ?? []).map((one) => ({ ...one, match: new RegExp(one.match, 'dmu') }));
  return rules.length ? (text, around) => dressed(text, rules.filter((one) => !one.inside || around.includes(one.inside))) : null;
}

function dressed(text, rules) {
  const out = [];
  let rest = text;
  while (rest) {
    const next = rules.map((rule) => ({ rule, hit: rule.match.exec(rest) })).filter((one) => one.hit)
      .sort((one, other) => one.hit.index - other.hit.index)[0];
    if (!next) break;
    const [from, to] = next.hit.indices[1] ?? next.hit.indices[0];
    out.push(rest.slice(0, from), h('span', { class: next.rule.as }, rest.slice(from, to)));
    rest = rest.slice(to);
  }
  out.push(rest);
  return out.filter((part) => part !== '');
}
