import * as clock from './clock.js';
import { button, h } from './dom.js';
import { AppError, named } from './errors.js';
import { taken } from './link.js';
import { AWAY } from './lock.js';
import { problem } from './problem.js';
import { anew, go, guarded, replace } from './router.js';
import { value } from './store.js';
import { speak, t, language } from './text.js';
import { all, forget, tidy, whenChanged } from './tokens.js';
import * as vault from './vault.js';
import './view-home.js';
import './view-lock.js';
import './view-scan.js';
import './view-settings.js';
import './view-setup.js';
import './view-token.js';
import { mayCall } from './view-start.js';

let locked = false;

/** Nothing fails behind a white page. */
async function broken(thrown) {
  const failed = named(thrown);
  const [token] = await all().catch(() => []); // whose help desk is known, if the storage can be read
  const restart = [
    button(t('reload'), () => location.reload(), 'main'),
    /^A8|A998/.test(failed.code) && button(t('resetTitle'), () => replace('reset', { broken: true })),
  ].filter(Boolean);
  document.getElementById('app').replaceChildren(
    h('main', { class: 'plain' }, h('h1', {}, t('app')),
      problem(failed, { institution: token?.institution }),
      h('div', { class: 'actions' }, ...restart)));
}

addEventListener('error', (event) => void broken(event.error));
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  void broken(event.reason);
});

async function start() {
  speak((await value('language')) ?? language());
  const reloaded = history.state?.name === 'setup' ? history.state.about?.link : null;
  const link = taken() ?? reloaded;
  locked = await vault.hasLock();
  guarded((name) => (locked && !vault.isOpen() && name !== 'reset' ? 'lock' : null));
  if (!locked) await vault.open();
  await tidy();
  watchWindows();
  if (link) await replace((await mayCall()) ? 'setup' : 'network', { link });
  else await replace('home');
  watchBackground();
  addEventListener('hashchange', () => {
    const other = taken();
    if (other) go('setup', { link: other }).catch(broken);
  });
  void checkClock();
}

/** A wrong clock makes wrong codes: told at the start, where the service can be asked. */
async function checkClock() {
  if (!navigator.onLine || !(await mayCall())) return;
  try {
    clock.found.off = clock.isOff(await clock.offset());
  } catch {
    return; // codes need no connection; who asks in the settings is told why it failed
  }
  if (clock.found.off)
    document.querySelector('#content > h1')?.after(problem(new AppError('S0F1')));
}

/** After five minutes out of sight the lock code is asked for again. */
function watchBackground() {
  let since;
  let timer;
  const lock = async () => {
    if (!(await vault.hasLock())) return;
    locked = true;
    vault.close();
    forget();
    await replace('lock');
  };
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.hidden) {
      since = Date.now();
      timer = setTimeout(() => lock().catch(broken), AWAY);
    } else if (since !== undefined && (Date.now() - since >= AWAY || Date.now() < since)) {
      lock().catch(broken);
    }
  });
}

/** What another window changed is shown so in this one. */
function watchWindows() {
  whenChanged((id) => {
    if (id === undefined) location.reload(); // the key in this window is no longer kept
    else anew((name, about) => name === 'home' || about.id === id).catch(broken);
  });
}

async function keepOffline() {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/app/sw.js', { scope: '/app/', updateViaCache: 'none' });
}

start().catch(broken);
keepOffline().catch(() => undefined); // private windows have none: the app works while online
