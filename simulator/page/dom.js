// Small builders for elements. Text always goes in as text, never as markup.

/** An element: `h('button', {class: 'x', 'aria-label': 'y', onclick: f}, child, …)`; null and false are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  camera: 'M3 8a2 2 0 0 1 2-2h3l2-2.6h4L16 6h3a2 2 0 0 1 2 2v9.5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z M15.6 12.6a3.6 3.6 0 1 1-7.2 0a3.6 3.6 0 1 1 7.2 0z',
  send: 'M12 20V5M5.5 11 12 4.5 18.5 11',
  back: 'M14.5 5 8 12l6.5 7',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M12 4.5V19M5.5 13 12 19.5 18.5 13',
  tick: 'M5 12.5l4.5 4.5L19.5 7',
  right: 'M9.5 5 16 12l-6.5 7',
  reply: 'M9.5 6 4 11.5 9.5 17M4.5 11.5H14a6 6 0 0 1 6 6v1',
  edit: 'M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5z',
  copy: 'M9 9h10.5v10.5H9z M15 5H4.5v10.5',
  trash: 'M5 7h14M9.5 7V4.5h5V7M7 7l1 12.5h8L17 7',
  zoom: 'M17 10.5a6.5 6.5 0 1 1-13 0a6.5 6.5 0 1 1 13 0z M15.2 15.2 20.5 20.5 M10.5 8v5M8 10.5h5',
  file: 'M6.5 3.5h7.5l4 4v13h-11.5z M13.5 3.5v4.5h4.5',
  place: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z M14.2 10a2.2 2.2 0 1 1-4.4 0a2.2 2.2 0 1 1 4.4 0z',
  pin: 'M9 4.5h6l-.8 6 3.3 3H6.5l3.3-3zM12 13.5V20',
};

/** A line drawing of our own, invisible to screen readers: the button around it carries the words. */
export function icon(name, size = 20, width = 1.9) {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({
    width: size, height: size, viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': name === 'more' ? 2.8 : width,
    'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true',
  })) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** Put a popover-like element where it fits beside an anchor, inside the window. */
export function placeBeside(element, anchor, gap = 6) {
  const box = anchor.getBoundingClientRect();
  const own = element.getBoundingClientRect();
  const below = box.bottom + gap + own.height <= innerHeight - 8;
  const top = below ? box.bottom + gap : Math.max(8, box.top - gap - own.height);
  const left = Math.min(Math.max(8, box.left), innerWidth - own.width - 8);
  element.style.top = `${top}px`;
  element.style.left = `${left}px`;
}

/** With the next frame, or at once where no frames are drawn. */
export const soon = (act) => (document.hidden ? setTimeout(act, 0) : requestAnimationFrame(act));

export const reducedMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
