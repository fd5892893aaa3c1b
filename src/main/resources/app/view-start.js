import { button, h } from './dom.js';
import { replace, view } from './router.js';
import { keep, value } from './store.js';
import { language, speak, t } from './text.js';

/** At the first start the app asks leave to use the network (C10). */
view('network', async (about) => ({
  title: t('networkTitle'),
  bare: true,
  kind: 'plain',
  nodes: [
    h('p', {}, t('networkText')),
    h('ul', { class: 'points' }, h('li', {}, t('networkWhen1')), h('li', {}, t('networkWhen2')),
      h('li', {}, t('networkWhen3'))),
    h('div', { class: 'actions' },
      button(t('yes'), () => allow(about), 'main'),
      button(t('no'), () => replace('refused', about))),
    languages(() => replace('network', about)),
  ],
}));

async function allow(about) {
  await keep('network', true);
  await replace(about.link ? 'setup' : 'home', about);
}

/** Without the network no token can be had. */
view('refused', async (about) => ({
  title: t('refusedTitle'),
  bare: true,
  kind: 'plain',
  nodes: [
    h('p', {}, t('refusedText')),
    h('div', { class: 'actions' }, button(t('askAgain'), () => replace('network', about), 'main')),
  ],
}));

/** After 終了; a page can't always close itself. */
view('ended', async () => {
  close();
  return {
    title: t('endedTitle'),
    bare: true,
    kind: 'plain',
    nodes: [
      h('p', {}, t('endedText')),
      h('div', { class: 'actions' }, button(t('openAgain'), () => replace('home'), 'main')),
    ],
  };
});

/** Whether the app has never been asked for leave. */
export const isNew = async () => (await value('network')) === undefined;

export const mayCall = async () => (await value('network')) === true;

/** Japanese or English, each in its own words. */
export function languages(then) {
  const choose = (name, text) =>
    h('button', {
      type: 'button',
      class: 'choice',
      lang: name,
      'aria-pressed': String(language() === name),
      click: async () => {
        speak(name);
        await keep('language', name);
        await then();
      },
    }, text);
  return h('div', { class: 'languages', role: 'group', 'aria-label': t('language') },
    choose('ja', '日本語'), choose('en', 'English'));
}
