// Asks the page's server.
export const texts = JSON.parse(document.getElementById('texts').textContent);

export function say(name, ...values) {
  return (texts[name] ?? name).replace(/\{(\d)}/g, (_, at) => values[at] ?? '');
}

/** What the server refused, as a word that there is a sentence for. */
export class Refusal extends Error {
  get sentence() {
    return texts[this.message] ?? texts.FAILED;
  }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { ...options, signal: AbortSignal.timeout(60_000) });
  } catch {
    throw new Refusal('UNREACHED');
  }
  const told = await answer.json().catch(() => ({ error: 'FAILED' }));
  if (!answer.ok) throw new Refusal(told.error ?? 'FAILED');
  return told;
}

export const find = (q, page) => ask('/api/fobs?' + new URLSearchParams({ q, page }));
export const fob = (serial) => ask(`/api/fobs/${serial}`);
export const display = (serial) => ask(`/api/fobs/${serial}/display`);
export const press = (serial) => post(serial, 'press', {});
export const set = (serial, what, name, value) => post(serial, what, { [name]: value });

function post(serial, what, fields) {
  return ask(`/api/fobs/${serial}/${what}`, { method: 'POST', body: new URLSearchParams(fields) });
}

const trouble = document.getElementById('trouble');

/** Shows why something did not work until something works. */
export function tell(refusal, place = trouble) {
  if (!(refusal instanceof Refusal)) throw refusal;
  place.textContent = refusal.sentence;
}

export function well(place = trouble) {
  place.textContent = '';
}
