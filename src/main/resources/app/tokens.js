import { codeAt } from './code.js';
import { AppError, isHalfway } from './errors.js';
import { keyPairs, openSeed, publicText, signed } from './seal.js';
import { VERSION, call, requireToken } from './server.js';
import { alone, within } from './store.js';
import { unwrapSeed, wrapSeed } from './vault.js';

/** One app holds so many tokens. */
export const MOST = 10;

const DAY = 86_400_000;
const RENEWABLE = 30 * DAY;

const hash = (token) => token.algorithm.replace('SHA', 'SHA-');
const bound = (token) => `${token.serviceId} ${token.serial}`;

/** In the order of adding. */
export async function all() {
  return within('readonly', (rows) => rows.all('tokens'));
}

export async function one(id) {
  return within('readonly', (rows) => rows.get('tokens', id));
}

/**
 * Sets the app up, or adds a token: with `userId` and `startPassword` by an issue, with `make`
 * before any customer is known.
 */
export async function add(asked) {
  return alone('add', async () => {
    await requireRoom(asked);
    const keys = await keysFor(asked);
    const answer = await handedOut(asked, keys);
    requireToken(answer);
    return kept(asked, keys, answer);
  });
}

const request = (asked) => `${asked.serviceId} ${asked.userId ?? asked.make}`;

async function requireRoom(asked) {
  const tokens = await all();
  if (tokens.some((token) => isThat(token, asked))) throw new AppError('A916');
  if (tokens.length >= MOST) throw new AppError('FULL');
}

const isThat = (token, asked) =>
  asked.userId && token.serviceId === asked.serviceId && token.userId === asked.userId;

/** Those of the last try, whose answer may have been lost: the same keys get the same token. */
async function keysFor(asked) {
  const before = await within('readonly', (rows) => rows.get('pending', request(asked)));
  if (before) return before;
  const keys = { ...(await keyPairs()), at: Date.now() };
  await within('readwrite', (rows) => rows.put('pending', keys, request(asked)));
  return keys;
}

async function handedOut(asked, keys) {
  try {
    return await ask(asked, keys);
  } catch (failed) {
    if (!isHalfway(failed.code) || failed.code === 'A009') throw failed;
    return ask(asked, keys); // once more by itself: the customer may not know what to do
  }
}

async function ask(asked, keys) {
  const { serviceId, userId, startPassword, make } = asked;
  return call(make ? 'tokens' : 'activations', {
    serviceId,
    ...(make ? { make } : { userId, startPassword }),
    sealingKey: await publicText(keys.sealing),
    signingKey: await publicText(keys.signing),
    deviceTime: new Date().toISOString(),
    appVersion: VERSION,
  });
}

async function kept(asked, keys, answer) {
  const { serial, institution, digits, step, algorithm, validUntil, sealedSeed } = answer;
  const { serviceId, userId, make, own } = asked;
  const token = { serviceId, userId, make, serial, institution, digits, step, algorithm };
  const seed = await openSeed(sealedSeed, keys.sealing, serviceId, serial, hash(token));
  token.seed = await wrapSeed(seed, bound(token));
  token.signing = keys.signing.privateKey;
  Object.assign(token, { validUntil, own: own || '', name: '', addedAt: Date.now() });
  const id = await within('readwrite', async (rows) => {
    const tokens = await rows.all('tokens');
    if (tokens.some((other) => other.serial === serial && other.serviceId === serviceId))
      throw new AppError('A916');
    if (tokens.length >= MOST) throw new AppError('FULL');
    token.number = token.own ? null : nextNumber(tokens, serviceId);
    await rows.delete('pending', request(asked));
    return rows.put('tokens', token);
  });
  changed(id);
  return id;
}

/** Of the institution's tokens without a name of their own, in the order of adding. */
function nextNumber(tokens, serviceId) {
  const taken = tokens.filter((token) => token.serviceId === serviceId).map((token) => token.number);
  return Math.max(0, ...taken.filter(Number.isInteger)) + 1;
}

/** A name in place of the institution's, or, when it is empty, that one again. */
export async function rename(id, name) {
  await within('readwrite', async (rows) => {
    const token = await rows.get('tokens', id);
    if (!token) throw new AppError('A801');
    const others = (await rows.all('tokens')).filter((other) => other.id !== id);
    const number = name ? null : (token.number ?? nextNumber(others, token.serviceId));
    await rows.put('tokens', { ...token, name, own: '', number });
  });
  changed(id);
}

export async function remove(id) {
  opened.delete(id);
  await within('readwrite', (rows) => rows.delete('tokens', id));
  changed(id);
}

/** Everything goes: tokens, keys, lock code. */
export async function removeAll() {
  opened.clear();
  await within('readwrite', async (rows) => {
    for (const store of ['tokens', 'pending', 'values']) await rows.clear(store);
  });
  changed();
}

const windows = globalThis.BroadcastChannel && new BroadcastChannel('kagimori');

/** Tells the app's other windows of a token, or that all went. */
const changed = (id) => windows?.postMessage({ id });

/** Another window added, renamed or deleted a token, which is named, or deleted everything. */
export function whenChanged(tell) {
  windows?.addEventListener('message', ({ data }) => {
    opened.delete(data.id);
    tell(data.id);
  });
}

/** Keys of calls that never came to an end. */
export async function tidy() {
  const before = Date.now() - DAY;
  return within('readwrite', async (rows) => {
    if ((await rows.all('pending')).every((keys) => keys.at < before)) await rows.clear('pending');
  });
}

const opened = new Map();

/** What was opened is closed: the lock code opens it again. */
export function forget() {
  opened.clear();
}

/** What it shows at a time. */
export async function code(token, millis = Date.now()) {
  requireWhole(token);
  let key = opened.get(token.id);
  if (!key) {
    key = await unwrapSeed(token.seed, bound(token), hash(token));
    opened.set(token.id, key);
  }
  return codeAt(key, token.digits, token.step, millis);
}

function requireWhole(token) {
  const whole =
    typeof token?.serial === 'string' &&
    typeof token.institution?.name === 'string' &&
    Number.isInteger(token.digits) &&
    token.step > 0 &&
    /^SHA(1|256|512)$/.test(token.algorithm);
  if (!whole) throw new AppError('A806');
}

export const isExpired = (token) => Boolean(token.validUntil) && Date.now() >= expiry(token);

/** From 30 days before its end, and after it. */
export const isRenewable = (token) =>
  Boolean(token.validUntil) && Date.now() >= expiry(token) - RENEWABLE;

const expiry = (token) => Date.parse(token.validUntil);

/** Renewal (有効期限更新): by a current code and this phone's signature. */
export async function renew(id) {
  return alone('renew', async () => {
    const token = await one(id);
    const shown = await code(token);
    if (!(token.signing instanceof CryptoKey)) throw new AppError('A807');
    const { serviceId, serial } = token;
    const deviceTime = new Date().toISOString();
    const lines = ['POST /app/v1/renewals', serviceId, serial, shown, deviceTime];
    const signature = await signed(token.signing, lines);
    const answer = await call('renewals', { serviceId, serial, code: shown, deviceTime, signature });
    if (Number.isNaN(Date.parse(answer.validUntil))) throw new AppError('A002');
    await within('readwrite', async (rows) => {
      const now = await rows.get('tokens', id);
      if (now) await rows.put('tokens', { ...now, validUntil: answer.validUntil });
    });
    return answer.validUntil;
  });
}
