// The three bodies. A maker is known by the first characters of the serial number.
import { element } from './lcd.js';

const BODIES = { card, drop, stick };

function shape(serial) {
  if (serial.startsWith('GM')) return 'drop';
  if (serial.startsWith('SY')) return 'stick';
  if (serial.length === 12) return 'card';
  const sum = [...serial].reduce((all, c) => all + c.codePointAt(0), 0);
  return Object.keys(BODIES)[sum % 3];
}

/** A picture, the group for its digits, and the window that they stand in. */
export function picture(serial) {
  const kind = shape(serial);
  const digits = element('g', { class: 'digits' });
  const { parts, box } = BODIES[kind]();
  const svg = element('svg', { viewBox: '0 0 240 124', 'aria-hidden': 'true', class: kind });
  svg.append(...parts, glass(box), digits);
  return { svg, digits, box };
}

function glass({ x, y, width, height }) {
  return element('g', {},
    element('rect', { class: 'frame', x: x - 4, y: y - 4, width: width + 8, height: height + 8, rx: 6 }),
    element('rect', { class: 'glass', x, y, width, height, rx: 3 }));
}

function key(cx, cy, r) {
  return element('g', { class: 'key' },
    element('circle', { class: 'well', cx, cy, r: r + 3 }),
    element('circle', { class: 'cap', cx, cy, r }),
    element('path', { class: 'shine', d: `M${cx - r * 0.55} ${cy - r * 0.35}a${r * 0.65} ${r * 0.65} 0 0 1 ${r * 1.1} 0` }));
}

function ring(cx, cy) {
  return element('g', {},
    element('circle', { class: 'hole', cx, cy, r: 6 }),
    element('circle', { class: 'chain', cx: cx - 14, cy, r: 14 }));
}

/** Flat, with a band at its end: 2V…, 8T… */
function card() {
  return {
    box: { x: 52, y: 38, width: 120, height: 48 },
    parts: [
      element('rect', { class: 'body', x: 14, y: 14, width: 216, height: 96, rx: 16 }),
      element('path', { class: 'band', d: 'M186 14h28a16 16 0 0 1 16 16v64a16 16 0 0 1-16 16h-28z' }),
      ring(30, 62), key(208, 62, 12),
    ],
  };
}

/** Round, thinner towards its ring: GM… */
function drop() {
  return {
    box: { x: 62, y: 38, width: 106, height: 46 },
    parts: [
      element('path', { class: 'body', d: 'M14 62C14 46 28 44 46 34 72 18 104 10 150 10c48 0 78 20 78 52s-30 52-78 52c-46 0-78-8-104-24C28 80 14 78 14 62z' }),
      ring(32, 62), key(199, 62, 13),
    ],
  };
}

/** With cut corners and its button below the glass: SY… */
function stick() {
  return {
    box: { x: 66, y: 22, width: 128, height: 46 },
    parts: [
      element('path', { class: 'body', d: 'M34 8H216l14 14v80l-14 14H34L14 96V28z' }),
      element('path', { class: 'band', d: 'M52 84H228' }),
      ring(34, 62), key(130, 97, 10),
    ],
  };
}
