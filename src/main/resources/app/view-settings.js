import * as clock from './clock.js';
import { button, h, once } from './dom.js';
import { AppError } from './errors.js';
import { span } from './format.js';
import { problem } from './problem.js';
import { again, go, view } from './router.js';
import { keep } from './store.js';
import { t } from './text.js';
import { BUILD, VERSION } from './server.js';
import { hasLock } from './vault.js';
import { languages, mayCall } from './view-start.js';

const part = (title, ...nodes) => h('section', { class: 'part' }, h('h2', {}, title), ...nodes);

view('settings', async () => ({
  title: t('settings'),
  back: true,
  nodes: [
    part(t('language'), languages(again)),
    await lockPart(),
    clockPart(),
    await networkPart(),
    installPart(),
    part(t('about'), h('p', {}, t('version', { version: VERSION })),
      h('p', { class: 'hint' }, t('build', { build: BUILD }))),
  ].filter(Boolean),
}));

async function lockPart() {
  const has = await hasLock();
  return part(t('lockCode'),
    h('p', {}, t(has ? 'lockIsOn' : 'lockIsOff')),
    h('div', { class: 'actions' },
      button(t(has ? 'lockChange' : 'lockMake'), () => go('lockcode'), ''),
      has && button(t('lockRemove'), () => go('lockcode', { removing: true }), '')));
}

function clockPart() {
  const result = h('div', { role: 'status' });
  const check = once(async () => {
    try {
      if (!(await mayCall())) throw new AppError('A000');
      const off = await clock.offset();
      result.replaceChildren(clock.isOff(off)
        ? problem(new AppError('S0F1'))
        : h('p', {}, t(Math.abs(off) < 1000 ? 'clockRight' : 'clockNear', { off: span(off) })));
    } catch (thrown) {
      result.replaceChildren(problem(thrown));
    }
  });
  const zone = clock.zone();
  return part(t('clock'),
    h('p', {}, t('clockText')),
    h('p', { class: 'hint' }, t(zone === 'Asia/Tokyo' ? 'zone' : 'zoneOther', { zone })),
    button(t('clockCheck'), check), result);
}

async function networkPart() {
  const may = await mayCall();
  return part(t('network'),
    h('p', {}, t(may ? 'networkOn' : 'networkOff')),
    button(t(may ? 'networkStop' : 'networkAllow'), async () => {
      await keep('network', !may);
      await again();
    }));
}

function installPart() {
  return install.possible && part(t('install'), h('p', {}, t('installText')),
    button(t('installNow'), () => install.ask().then(again)));
}

view('help', async () => ({
  title: t('help'),
  back: true,
  nodes: ['Code', 'Start', 'Serial', 'Several', 'Phone', 'Lost', 'Renewal', 'Lock', 'Clock', 'Home']
    .map((about) => h('section', { class: 'part' },
      h('h2', {}, t(`help${about}Title`)), h('p', {}, t(`help${about}`)))),
}));

/** Puts the app on the home screen, where the browser offers that. */
const install = {
  possible: false,
  async ask() {
    install.possible = false;
    await install.event?.prompt();
  },
};

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault(); // offered in the settings, not over the code
  install.event = event;
  install.possible = true;
});
