// Times as people write them, in the zone of the neighbourhood and by the clock of the server.
import { t } from './words.js';

let zone;
let shift = 0;
let parts;

export function setZone(name) {
  zone = name || undefined;
  parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', weekday: 'short', hour: 'numeric', minute: '2-digit', hourCycle: 'h23',
  });
}

/** What time it is where the messages come from, as Unix seconds. */
export const now = () => Date.now() / 1000 + shift;

export function noteServerTime(seconds) {
  shift = seconds - Date.now() / 1000;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const kept = new Map();

function taken(seconds) {
  const minute = Math.floor(seconds / 60);
  let found = kept.get(minute);
  if (!found) {
    found = Object.fromEntries(parts.formatToParts(minute * 60000).map((one) => [one.type, one.value]));
    if (kept.size > 5000) kept.clear();
    kept.set(minute, found);
  }
  return found;
}

/** `9:12` */
export function clockTime(seconds) {
  const at = taken(seconds);
  return `${Number(at.hour)}:${at.minute}`;
}

/** A key that is the same for two times of one day. */
export function dayKey(seconds) {
  const at = taken(seconds);
  return `${at.year}-${at.month}-${at.day}`;
}

/** `6月11日 星期四`, with the year if it is not this one. */
export function dayName(seconds) {
  const at = taken(seconds);
  const weekday = t('days').split(' ')[WEEKDAYS.indexOf(at.weekday)];
  const key = at.year === taken(now()).year ? 'day' : 'day.year';
  return t(key, { year: at.year, month: Number(at.month), day: Number(at.day), weekday, monthname: MONTHS[Number(at.month) - 1] });
}

/** For lists: the time of day if it was today, else the day. */
export function shortTime(seconds) {
  const today = dayKey(now());
  if (dayKey(seconds) === today) return clockTime(seconds);
  if (dayKey(seconds + 86400) === today) return t('yesterday');
  const at = taken(seconds);
  return `${Number(at.month)}/${Number(at.day)}`;
}
