import { AppError } from './errors.js';
import { language } from './text.js';

/** Of the app: what the service is told, and the help desk asks for. */
export const VERSION = '1.0.0';

/** Which files these are: the directory that they lie in. */
export const BUILD = new URL('.', import.meta.url).pathname.split('/').at(-2);

const ANSWER = 20_000; // the service answers within 15 s

/** Calls the service; whatever is no answer of success is thrown. */
export async function call(path, body) {
  const response = await answered(path, body);
  let json;
  try {
    json = JSON.parse(response.text);
  } catch {
    throw new AppError(response.status >= 500 ? 'A008' : 'A002');
  }
  if (json === null || typeof json !== 'object') throw new AppError('A002');
  if (response.status >= 200 && response.status < 300) return json;
  throw refusal(json, response.status);
}

async function answered(path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER);
  const failed = (code) => new AppError(stop.signal.aborted ? 'A001' : code);
  try {
    const response = await fetch(`/app/v1/${path}`, request(body, stop.signal)).catch(() => {
      throw failed('A000');
    });
    if (response.type === 'opaqueredirect') throw new AppError('A007');
    const text = await response.text().catch(() => {
      throw failed('A006');
    });
    return { status: response.status, text };
  } finally {
    clearTimeout(timer);
  }
}

function request(body, signal) {
  const how = {
    signal,
    headers: { Accept: 'application/json', 'Accept-Language': language() },
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'manual',
  };
  if (!body) return how;
  how.headers['Content-Type'] = 'application/json';
  return { ...how, method: 'POST', body: JSON.stringify(body) };
}

function refusal(json, status) {
  const { code, helpDesk, modelsUrl, nextIssueFrom, retryAfter, title, detail } = json;
  const about = { helpDesk, modelsUrl, nextIssueFrom, retryAfter, title, detail };
  switch (code) {
    case 'MALFORMED':
      return new AppError('A911', { ...about, fields: fields(json.errors) });
    case 'INTERNAL':
    case 'OUTCOME_UNKNOWN':
      return new AppError('A008', about);
    case 'OVERLOADED':
    case 'RATE_LIMITED':
      return new AppError('A009', about);
    default:
      if (typeof code === 'string') return new AppError(code, about);
      return new AppError(status >= 500 ? 'A008' : 'A002');
  }
}

const fields = (errors) => (errors ?? []).map((error) => String(error.pointer).slice(1));

/** What a set-up call answers, if it is that. */
export function requireToken(answer) {
  const { serial, institution, digits, step, algorithm, validUntil, sealedSeed } = answer;
  const fits =
    /^[A-Z0-9]{6,20}$/.test(serial) &&
    typeof institution?.name === 'string' &&
    typeof institution.nameEn === 'string' &&
    Number.isInteger(digits) && digits >= 6 && digits <= 8 &&
    Number.isInteger(step) && step >= 1 && step <= 120 &&
    ['SHA1', 'SHA256', 'SHA512'].includes(algorithm) &&
    (validUntil === null || !Number.isNaN(Date.parse(validUntil))) &&
    typeof sealedSeed === 'string';
  if (!fits) throw new AppError('A002');
}
