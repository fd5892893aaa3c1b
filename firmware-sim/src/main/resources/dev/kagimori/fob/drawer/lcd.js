// Draws what the LCD shows in seven segments.
const SVG = 'http://www.w3.org/2000/svg';

const SEGMENTS = {
  a: '1.6,0.4 8.4,0.4 7,1.9 3,1.9',
  b: '8.8,0.8 8.8,8.3 8,9 7.3,8.2 7.3,2.2',
  c: '8.8,9.7 8.8,17.2 7.3,15.8 7.3,9.8 8,9',
  d: '3,16.1 7,16.1 8.4,17.6 1.6,17.6',
  e: '1.2,9.7 2,9 2.7,9.8 2.7,15.8 1.2,17.2',
  f: '1.2,0.8 2.7,2.2 2.7,8.2 2,9 1.2,8.3',
  g: '2.4,9 3.1,8.2 6.9,8.2 7.6,9 6.9,9.8 3.1,9.8',
};

const GLYPHS = {
  0: 'abcdef', 1: 'bc', 2: 'abged', 3: 'abgcd', 4: 'fgbc', 5: 'afgcd', 6: 'afgedc',
  7: 'abc', 8: 'abcdefg', 9: 'abcdfg', b: 'fgedc', A: 'abcefg', t: 'fged', ' ': '',
};

const ADVANCE = 10.6;

export function element(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Fills the group with the text, in the middle of a window so wide and high. */
export function draw(group, text, box) {
  group.replaceChildren();
  if (!text) return;
  const scale = Math.min((box.width * 0.9) / (text.length * ADVANCE), (box.height * 0.66) / 18);
  const x = box.x + (box.width - text.length * ADVANCE * scale) / 2;
  const y = box.y + (box.height - 18 * scale) / 2;
  group.setAttribute('transform', `translate(${x} ${y}) scale(${scale}) skewX(-4)`);
  [...text].forEach((character, at) => {
    const digit = element('g', { transform: `translate(${at * ADVANCE + 0.9} 0)` });
    for (const segment of GLYPHS[character] ?? '')
      digit.append(element('polygon', { points: SEGMENTS[segment] }));
    group.append(digit);
  });
}
