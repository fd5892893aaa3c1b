import { language, t } from './text.js';

const TOKYO = 'Asia/Tokyo';
const DAYS = ['WEEKDAY', 'SATURDAY', 'SUNDAY', 'HOLIDAY'];

/** Digits as they are typed: full-width, with spaces or hyphens. Null where it is something else. */
export function digits(typed) {
  const plain = typed.normalize('NFKC').replace(/[\s\-‐‑‒–—―−ーｰ]/g, '');
  return /^\d*$/.test(plain) ? plain : null;
}

/** Whether nobody can have been given that user ID: its last digit checks the others (Luhn). */
export function isUserId(id) {
  if (!/^\d{12}$/.test(id)) return false;
  const sum = [...id].reverse().reduce((total, digit, at) => {
    const n = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return sum % 10 === 0;
}

const locale = () => (language() === 'ja' ? 'ja-JP-u-ca-gregory' : 'en-GB');

export function date(time) {
  const how = { dateStyle: 'long', timeZone: TOKYO };
  return new Intl.DateTimeFormat(locale(), how).format(new Date(time));
}

export function dateTime(time) {
  const how = { dateStyle: 'long', timeStyle: 'short', timeZone: TOKYO };
  return new Intl.DateTimeFormat(locale(), how).format(new Date(time));
}

/** A span such as 1 h 5 min, rounded up to seconds. */
export function span(millis) {
  const seconds = Math.ceil(Math.abs(millis) / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'hours'],
    [Math.floor((seconds % 3600) / 60), 'minutes'],
    [seconds % 60, 'seconds'],
  ].filter(([count]) => count > 0);
  return parts.map(([count, unit]) => t(unit, { count })).join(language() === 'ja' ? '' : ' ') ||
    t('seconds', { count: 0 });
}

export const institutionName = (institution) =>
  language() === 'ja' ? institution.name : institution.nameEn;

/** What a token is called in lists. */
export function displayName(token) {
  if (token.name) return token.name;
  const name = token.institution ? institutionName(token.institution) : (token.serial ?? '–');
  if (token.own) return `${name} ${token.own}`;
  return token.number > 1 ? `${name}_${token.number}` : name;
}

/** Hours of a help desk, days with the same ones together. */
export function hours(desk) {
  const spans = new Map();
  for (const day of DAYS) {
    const open = desk.hours?.[day];
    if (open) spans.set(open, [...(spans.get(open) ?? []), day]);
  }
  return [...spans].map(([open, days]) => {
    const names = days.length === DAYS.length ? t('everyDay') : days.map(t1).join(t('and'));
    return `${names} ${open.replace(/\b0(\d:)/g, '$1').replace('-', t('until'))}`;
  });
}

const t1 = (key) => t(key);

/** Days on which nobody is there, such as 12-31/01-03. */
export function closed(desk) {
  return (desk.closed ?? [])
    .map((span) => span.split('/').map(day).join(t('until')))
    .join(t('and'));
}

function day(text) {
  const [month, of] = text.split('-').map(Number);
  const how = { month: 'long', day: 'numeric', timeZone: 'UTC' };
  return new Intl.DateTimeFormat(locale(), how).format(new Date(Date.UTC(2024, month - 1, of)));
}
