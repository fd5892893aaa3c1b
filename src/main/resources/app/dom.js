const SVG = 'http://www.w3.org/2000/svg';

/** Makes an element; attributes that are functions listen, children that are null are left out. */
export function h(tag, attributes, ...children) {
  return made(document.createElement(tag), attributes, children);
}

/** The same for pictures. */
export function svg(tag, attributes, ...children) {
  return made(document.createElementNS(SVG, tag), attributes, children);
}

function made(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

export function button(text, click, kind = '') {
  return h('button', { type: 'button', class: `button ${kind}`, click }, text);
}

/** A field with its label, its hint, and room for what is wrong with it. */
export function field(name, label, hint, attributes = {}) {
  const input = h('input', {
    id: name,
    name,
    type: 'text',
    autocomplete: 'off',
    'aria-describedby': `${name}-hint ${name}-wrong`,
    ...attributes,
  });
  const wrong = h('p', { id: `${name}-wrong`, class: 'wrong' });
  const box = h(
    'div',
    { class: 'field' },
    h('label', { for: name }, label),
    h('p', { id: `${name}-hint`, class: 'hint' }, hint ?? ''),
    input,
    wrong,
  );
  return {
    box,
    input,
    say(text) {
      wrong.textContent = text;
      if (text) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    },
  };
}

export function tick(name, text) {
  const input = h('input', { id: name, name, type: 'checkbox' });
  return { input, box: h('label', { class: 'tick', for: name }, input, h('span', {}, text)) };
}

/** Tells once, for readers of the screen too. */
export function tell(text) {
  const status = document.getElementById('status');
  status.textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => (status.textContent = ''), 4000);
}

/** A way to another view that nobody takes twice by an impatient second press. */
export function once(work) {
  let busy = false;
  return async (event) => {
    event?.preventDefault?.();
    if (busy) return;
    busy = true;
    try {
      await work(event);
    } finally {
      busy = false;
    }
  };
}
