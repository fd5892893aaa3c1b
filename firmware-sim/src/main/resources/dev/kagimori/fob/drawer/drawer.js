// The page: which fobs it shows.
import { Fob } from './fob.js';
import { find, say, tell, well } from './rack.js';
import { show } from './settings.js';

const at = (id) => document.getElementById(id);
const list = at('fobs');
const asked = new URLSearchParams(location.search);

let q = asked.get('q') ?? '';
let page = Number(asked.get('page')) || 0;
let shown = [];
let last = 0;

async function load() {
  const mine = ++last;
  list.setAttribute('aria-busy', 'true');
  try {
    const found = await find(q, page);
    if (mine !== last) return; // something else was asked for meanwhile
    page = found.page;
    shown.forEach((fob) => fob.end());
    shown = found.fobs.map((fob) => new Fob(fob, show));
    list.replaceChildren(...shown.map((fob) => fob.item));
    at('count').textContent = count(found);
    pages(found);
    remember();
    well();
  } catch (refusal) {
    tell(refusal);
  } finally {
    if (mine === last) list.setAttribute('aria-busy', 'false');
  }
}

function count({ total, found }) {
  if (total === 0) return say('found.empty');
  if (found === 0) return say('found.none', q);
  return found === total ? say('found.all', total) : say('found.some', found, total);
}

function pages({ pages: all }) {
  at('pages').hidden = all < 2;
  at('where').textContent = say('where', page + 1, all);
  at('before').disabled = page === 0;
  at('after').disabled = page + 1 >= all;
}

/** In the address, so that a reload, and the other language, shows the same. */
function remember() {
  const address = new URL(location);
  for (const [name, value] of Object.entries({ q, page: page || '' })) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(null, '', address);
  const other = new URL(address);
  other.searchParams.set('lang', at('other').hreflang);
  at('other').href = other;
}

function turn(by) {
  page += by;
  load();
  at('q').scrollIntoView();
}

at('q').value = q;
at('search').addEventListener('submit', (event) => {
  event.preventDefault();
  q = at('q').value.trim();
  page = 0;
  load();
});
at('before').addEventListener('click', () => turn(-1));
at('after').addEventListener('click', () => turn(1));
load();
