import en from './en.js';
import ja from './ja.js';

const TEXTS = { ja, en };
let chosen = navigator.language?.startsWith('ja') ? 'ja' : 'en';

export function language() {
  return chosen;
}

export function speak(name) {
  if (TEXTS[name]) chosen = name;
  document.documentElement.lang = chosen;
}

/** The text of a key, with its values put in. */
export function t(key, values = {}) {
  const text = TEXTS[chosen][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

export function isKnown(key) {
  return Object.hasOwn(ja, key);
}
