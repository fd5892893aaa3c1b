// The keys on this phone. Each seed is wrapped by the vault's key; that one is wrapped by a key of
// the device, which no script can read, and under it by one from the app lock code where there is
// one. So a code can be set or changed by writing one record, and a copy of the storage without the
// code opens no seed.
import { AppError } from './errors.js';
import { within } from './store.js';

const AES = 'AES-GCM';
const ROUNDS = 600_000; // PBKDF2-HMAC-SHA-256: OWASP Password Storage Cheat Sheet

let vault;

export const isOpen = () => vault !== undefined;

/** Forgets the key, until the lock code is entered. */
export function close() {
  vault = undefined;
}

const fresh = (length) => crypto.getRandomValues(new Uint8Array(length));
const text = (ascii) => new TextEncoder().encode(ascii);
const cipher = (iv, bound) => ({ name: AES, iv, additionalData: text(bound) });

async function records() {
  return within('readonly', async (rows) => ({
    device: await rows.get('values', 'device'),
    kept: await rows.get('values', 'vault'),
    used: (await rows.all('tokens')).length > 0,
  }));
}

export async function hasLock() {
  return Boolean((await records()).kept?.salt);
}

/** Opens the vault; makes one where this phone has no token yet. */
export async function open(lockCode) {
  const { device, kept, used } = await records();
  if (device && kept) vault = await unwrapped(device, kept, lockCode, false);
  else if (!used) vault = await made();
  else throw new AppError(device ? 'A804' : 'A803');
}

async function made() {
  const device = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, [
    'wrapKey',
    'unwrapKey',
    'encrypt',
    'decrypt',
  ]);
  const key = await crypto.subtle.generateKey({ name: AES, length: 256 }, true, USES);
  const kept = await wrapped(device, key);
  const winner = await within('readwrite', async (rows) => {
    const before = await rows.get('values', 'vault');
    const its = await rows.get('values', 'device');
    if (before && its) return { device: its, kept: before }; // another page was faster
    await rows.put('values', device, 'device');
    await rows.put('values', kept, 'vault');
    return { device, kept };
  });
  return unwrapped(winner.device, winner.kept, undefined, false);
}

const USES = ['wrapKey', 'unwrapKey'];

async function wrapped(device, key, lockCode) {
  const iv = fresh(12);
  if (!lockCode) {
    const data = await crypto.subtle.wrapKey('raw', key, device, cipher(iv, 'vault'));
    return { iv, data };
  }
  const salt = fresh(16);
  const innerIv = fresh(12);
  const lock = await lockKey(lockCode, salt, ROUNDS);
  const inner = await crypto.subtle.wrapKey('raw', key, lock, cipher(innerIv, 'lock'));
  const data = await crypto.subtle.encrypt(cipher(iv, 'vault'), device, inner);
  return { iv, data, salt, innerIv, rounds: ROUNDS };
}

async function unwrapped(device, kept, lockCode, extractable) {
  const unwrap = (data, key, how) =>
    crypto.subtle.unwrapKey('raw', data, key, how, AES, extractable, USES);
  let inner;
  try {
    const how = cipher(kept.iv, 'vault');
    if (!kept.salt) return await unwrap(kept.data, device, how);
    inner = await crypto.subtle.decrypt(how, device, kept.data);
  } catch {
    throw new AppError('A805');
  }
  const lock = await lockKey(lockCode ?? '', kept.salt, kept.rounds);
  try {
    return await unwrap(inner, lock, cipher(kept.innerIv, 'lock'));
  } catch {
    throw new AppError('A914');
  }
}

async function lockKey(lockCode, salt, iterations) {
  const code = await crypto.subtle.importKey('raw', text(lockCode), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, code, { name: AES, length: 256 }, false, USES);
}

/** Puts another lock code, or none, in place of the one that opens the vault now. */
export async function relock(before, after) {
  const { device, kept } = await records();
  if (!device || !kept) throw new AppError('A804');
  const key = await unwrapped(device, kept, before, true);
  const next = await wrapped(device, key, after);
  await within('readwrite', async (rows) => {
    const now = await rows.get('values', 'vault');
    if (!sameBytes(now?.iv, kept.iv)) throw new AppError('A999'); // changed on another page
    await rows.put('values', next, 'vault');
  });
}

function sameBytes(one, other) {
  return one?.length === other?.length && one.every((byte, at) => byte === other[at]);
}

/** A seed for keeping; bound to its token, so that no other token's stands for it. */
export async function wrapSeed(seed, bound) {
  const iv = fresh(12);
  return { iv, data: await crypto.subtle.wrapKey('raw', seed, vault, cipher(iv, bound)) };
}

/** What makes codes, and can't be read. */
export async function unwrapSeed(kept, bound, hash) {
  if (!kept?.iv || !kept.data) throw new AppError('A801');
  const hmac = { name: 'HMAC', hash };
  try {
    const how = cipher(kept.iv, bound);
    return await crypto.subtle.unwrapKey('raw', kept.data, vault, how, hmac, false, ['sign']);
  } catch {
    throw new AppError('A802');
  }
}
