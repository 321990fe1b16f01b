// Dresses pieces of the bots' own words as the host wishes: the words stay, only their look changes.
import { h } from './dom.js';

/** From `[{match, as, inside}]` (a regular expression, a CSS class, an entity around it) to a function for entities.js. */
export function marksOf(config) {
  const rules = (config.marks ?? []).map((one) => ({ ...one, match: new RegExp(one.match, 'u') }));
  if (!rules.length) return null;
  return (text, around) => {
    const rule = rules.find((one) => (!one.inside || around.includes(one.inside)) && one.match.test(text));
    if (!rule) return [text];
    const hit = rule.match.exec(text);
    const piece = hit[1] ?? hit[0];
    const at = hit.index + hit[0].indexOf(piece);
    return [text.slice(0, at), h('span', { class: rule.as }, piece), text.slice(at + piece.length)].filter((part) => part !== '');
  };
}
