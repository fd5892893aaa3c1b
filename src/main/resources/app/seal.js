// How a seed comes to this phone, and how the phone signs: /openapi/app.yaml.
import { AppError } from './errors.js';

const P256 = 'P-256';
const POINT = 65;
const NONCE = 12;
const TAG = 16;
const INFO = new TextEncoder().encode('kagimori sealed seed v1');

/** Two key pairs, whose private halves no script can read. */
export async function keyPairs() {
  const pair = (name, uses) =>
    crypto.subtle.generateKey({ name, namedCurve: P256 }, false, uses);
  return {
    sealing: await pair('ECDH', ['deriveKey', 'deriveBits']),
    signing: await pair('ECDSA', ['sign', 'verify']),
  };
}

export async function publicText(pair) {
  return base64(await crypto.subtle.exportKey('raw', pair.publicKey));
}

/** The seed as a key that makes codes; it can be wrapped for keeping. */
export async function openSeed(sealedSeed, sealing, serviceId, serial, hash) {
  try {
    const sealed = bytes(sealedSeed);
    if (sealed.length <= POINT + NONCE + TAG) throw new AppError('A010');
    const ephemeral = sealed.slice(0, POINT);
    const key = await sharedKey(ephemeral, sealing);
    const how = {
      name: 'AES-GCM',
      iv: sealed.slice(POINT, POINT + NONCE),
      additionalData: new TextEncoder().encode(serviceId + serial),
    };
    const data = sealed.slice(POINT + NONCE);
    const hmac = { name: 'HMAC', hash };
    return await crypto.subtle.unwrapKey('raw', data, key, how, hmac, true, ['sign']);
  } catch {
    throw new AppError('A010');
  }
}

async function sharedKey(ephemeral, sealing) {
  const ours = new Uint8Array(await crypto.subtle.exportKey('raw', sealing.publicKey));
  const theirs = await crypto.subtle.importKey(
    'raw',
    ephemeral,
    { name: 'ECDH', namedCurve: P256 },
    false,
    [],
  );
  const secret = await agreed(theirs, sealing.privateKey);
  const salt = new Uint8Array([...ephemeral, ...ours]);
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info: INFO };
  const aes = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(how, secret, aes, false, ['unwrapKey']);
}

/** Not every browser makes an HKDF key of an agreement without showing its bits to the script. */
async function agreed(theirs, ours) {
  const ecdh = { name: 'ECDH', public: theirs };
  try {
    return await crypto.subtle.deriveKey(ecdh, ours, 'HKDF', false, ['deriveKey']);
  } catch {
    const bits = new Uint8Array(await crypto.subtle.deriveBits(ecdh, ours, 256));
    try {
      return await crypto.subtle.importKey('raw', bits, 'HKDF', false, ['deriveKey']);
    } finally {
      bits.fill(0);
    }
  }
}

/** Signs the lines of a call, joined by line feeds. */
export async function signed(privateKey, lines) {
  const message = new TextEncoder().encode(lines.join('\n'));
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  return base64(await crypto.subtle.sign(how, privateKey, message));
}

function base64(buffer) {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytes(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
