// Shows one view at a time; the phone's way back leads to the one before.
import { h } from './dom.js';
import { t } from './text.js';

const views = new Map();
let leave;
let guard = () => null;
let shown = { name: 'home' };

/** A view makes its nodes, may tell what to stop when it is left, or which one comes instead. */
export function view(name, make) {
  views.set(name, make);
}

/** Another view may have to come first: the lock. */
export function guarded(first) {
  guard = first;
}

export async function go(name, about = {}) {
  history.pushState({ name, about, depth: depth() + 1 }, '', '/app/');
  await render(name, about);
}

/** In place of the view that is shown. */
export async function replace(name, about = {}) {
  history.replaceState({ name, about, depth: depth() }, '', '/app/');
  await render(name, about);
}

/** To the view before; where there is none, to the tokens. */
export async function back() {
  if (depth() > 0) history.back();
  else await replace('home');
}

const depth = () => history.state?.depth ?? 0;

export const again = () => render(shown.name, shown.about);

/** Anew, if what is shown is concerned; what was read for it before does not come after it. */
export async function anew(concerned) {
  if (concerned(shown.name, shown.about)) await render(shown.name, { ...shown.about });
}

addEventListener('popstate', (event) => {
  if (location.hash) return; // the link of a set-up, which is looked at as such
  const { name = 'home', about = {} } = event.state ?? {};
  void render(name, about);
});

async function render(name, about) {
  shown = { name, about };
  leave?.();
  leave = undefined;
  const made = await (views.get(guard(name) ?? name) ?? views.get('home'))(about);
  if (shown.name !== name || shown.about !== about) {
    made.leave?.(); // another came meanwhile
    return;
  }
  if (made.instead) {
    await replace(made.instead, about);
    return;
  }
  leave = made.leave;
  document.title = `${made.title} – ${t('app')}`;
  const heading = h('h1', { tabindex: '-1' }, made.title);
  const content = h('main', { id: 'content', class: made.kind ?? '' }, heading, ...made.nodes);
  document.getElementById('app').replaceChildren(...bar(made), content);
  scrollTo(0, 0);
  (made.focus ?? heading).focus({ preventScroll: true });
}

function bar(made) {
  if (made.bare) return [];
  const to = (name, text, icon) =>
    h('button', { type: 'button', class: 'tool', click: () => go(name) },
      h('span', { class: `icon ${icon}`, 'aria-hidden': 'true' }), h('span', {}, text));
  const before = made.back
    ? h('button', { type: 'button', class: 'tool back', click: () => back() },
        h('span', { class: 'icon arrow', 'aria-hidden': 'true' }), h('span', {}, t('back')))
    : h('p', { class: 'brand' }, t('app'));
  return [
    h('header', { class: 'bar' },
      before,
      h('nav', { 'aria-label': t('menu') },
        to('help', t('help'), 'question'), to('settings', t('settings'), 'gear'))),
  ];
}
