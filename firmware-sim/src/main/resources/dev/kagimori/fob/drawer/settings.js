// How a fob is set, and setting it, in a dialog.
import { fob as ask, say, set, tell, well } from './rack.js';

const dialog = document.getElementById('settings');
const trouble = document.getElementById('settings-trouble');
const at = (id) => document.getElementById(id);

const KINDS = {
  offset: { path: 'offset', field: 'millis', unit: 1_000, told: (s) => s.aheadMillis, text: ahead },
  rate: { path: 'rate', field: 'ppb', unit: 1_000, told: (s) => s.ppb, text: drift },
  battery: { path: 'battery', field: 'percent', unit: 1, told: (s) => s.percent, text: left },
};

let open = null;
let settings = null;

export async function show(fob) {
  open = fob;
  well(trouble);
  let told;
  try {
    told = await ask(fob.serial);
    well();
  } catch (refusal) {
    tell(refusal);
    return;
  }
  at('settings-title').textContent = say('settings.of', fob.serial);
  at('of-model').textContent = `${told.manufacturer} ${told.model}`.trim() || '–';
  at('of-codes').textContent = told.step ? say('rule', told.digits, told.step) : say('rule.none');
  at('of-presses').textContent = say('times', told.presses.toLocaleString());
  at('of-clock').textContent = told.aheadMillis === undefined ? '–' : ahead(told.aheadMillis);
  at('of-battery').textContent = left(told.percent);
  dialog.classList.toggle('fixed', !told.settings);
  if (told.settings) fill(told.settings);
  dialog.showModal();
}

function fill(told) {
  settings = told;
  for (const [id, kind] of Object.entries(KINDS)) {
    const value = kind.told(told);
    at(id).value = Math.round(value / kind.unit);
    write(id, value);
  }
}

function write(id, value) {
  const text = KINDS[id].text(value);
  at(`${id}-value`).textContent = text;
  at(id).setAttribute('aria-valuetext', text);
}

async function change(id, value) {
  const { path, field } = KINDS[id];
  try {
    fill(await set(open.serial, path, field, value));
    well(trouble);
    if (id === 'battery') await relook();
  } catch (refusal) {
    fill(settings);
    tell(refusal, trouble);
  }
}

/** An empty battery darkens the display, a new one is nothing to complain of. */
async function relook() {
  if (settings.percent === 0) open.darken('empty');
  else await open.look();
}

for (const [id, kind] of Object.entries(KINDS)) {
  const slider = at(id);
  slider.addEventListener('input', () => write(id, slider.value * kind.unit));
  slider.addEventListener('change', () => change(id, slider.value * kind.unit));
}

dialog.addEventListener('click', ({ target }) => {
  if (target === dialog) dialog.close();
  const { offset, rate, battery } = target.dataset;
  if (offset === '0') change('offset', 0);
  else if (offset) change('offset', settings.aheadMillis + offset * 1_000);
  if (rate) change('rate', rate * 1_000);
  if (battery) change('battery', Number(battery));
});

function ahead(millis) {
  const seconds = Math.round(Math.abs(millis) / 1_000);
  if (seconds === 0) return say('right');
  return say(millis > 0 ? 'ahead' : 'behind', length(seconds));
}

function length(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return say('seconds', seconds);
  if (minutes < 60) return say('minutes', minutes, seconds % 60);
  return say('hours', Math.floor(minutes / 60), minutes % 60);
}

/** A millionth is 0.0864 seconds a day. */
function drift(ppb) {
  const ppm = Math.round(ppb / 100) / 10;
  if (ppm === 0) return say('day.right');
  const seconds = Math.abs(ppb / 1_000) * 0.0864;
  const sign = ppm > 0 ? '+' : '−';
  return say(ppm > 0 ? 'day.ahead' : 'day.behind', seconds.toFixed(1), sign + Math.abs(ppm));
}

function left(percent) {
  return say('percent', percent);
}
