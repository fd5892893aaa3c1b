/** The code of a time step (RFC 6238 §4, RFC 4226 §5.3). */
export async function codeAt(key, digits, step, millis) {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(millis / 1000 / step)));
  const hash = new DataView(await crypto.subtle.sign('HMAC', key, counter));
  const offset = hash.getUint8(hash.byteLength - 1) & 0xf;
  const number = hash.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** For how long, in milliseconds, a code still stands. */
export function left(step, millis) {
  const length = step * 1000;
  return length - (millis % length);
}

/** 6 digits as 3 + 3, 7 as 3 + 4, 8 as 4 + 4. */
export function grouped(code) {
  const middle = Math.floor(code.length / 2);
  return [code.slice(0, middle), code.slice(middle)];
}
