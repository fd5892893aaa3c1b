// Codes are made by the phone's clock, and judged by the service's.
import { AppError } from './errors.js';
import { call } from './server.js';

/** What the service tolerates where an institution has not said otherwise. */
const TOLERANCE = 60_000;

/** What the look at the start found. */
export const found = { off: false };

/** How far the phone's clock goes before the service's, in milliseconds. */
export async function offset() {
  const sent = Date.now();
  const { now } = await call('time');
  const got = Date.now();
  const there = Date.parse(now);
  if (Number.isNaN(there)) throw new AppError('A002');
  return Math.round((sent + got) / 2 - there);
}

export const isOff = (millis) => Math.abs(millis) > TOLERANCE;

export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
