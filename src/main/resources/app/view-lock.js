import { button, field, h, once, tell, tick } from './dom.js';
import { AppError } from './errors.js';
import { digits } from './format.js';
import { change, unlock, wait } from './lock.js';
import { problem, told } from './problem.js';
import { back, replace, view } from './router.js';
import { t } from './text.js';
import { removeAll } from './tokens.js';
import * as vault from './vault.js';

const NUMBER = { type: 'password', inputmode: 'numeric', maxlength: 20, autocomplete: 'off' };
const isCode = (text) => /^\d{4,8}$/.test(text ?? '');

/** The app lock code (アプリロックコード), before anything is shown. */
view('lock', async (about) => {
  const code = field('lock', t('lockCode'), t('lockCodeHint'), NUMBER);
  const failure = h('div', {});
  const send = h('button', { class: 'button main' }, t('unlock'));
  const tried = once(async () => {
    failure.replaceChildren();
    send.disabled = true;
    try {
      await unlock(digits(code.input.value) || '-');
      await replace(about.link ? 'setup' : 'home', about);
    } catch (thrown) {
      code.input.value = '';
      failure.replaceChildren(problem(thrown));
      code.input.focus();
    } finally {
      send.disabled = false;
    }
  });
  const left = await wait();
  if (left > 0)
    failure.append(h('p', { class: 'note' }, told(new AppError('A914', { wait: left }))));
  return {
    title: t('lockTitle'),
    bare: true,
    kind: 'plain',
    focus: code.input,
    nodes: [
      h('form', { submit: tried, novalidate: true }, code.box, failure,
        h('div', { class: 'actions' }, send)),
      h('p', {}, button(t('forgotten'), () => replace('reset', about), 'quiet')),
    ],
  };
});

/** Whoever forgot the code, or whose storage is broken, begins anew. */
view('reset', async ({ broken }) => {
  const sure = tick('sure', t('resetSure'));
  const gone = h('button', { type: 'button', class: 'button danger' }, t('resetNow'));
  gone.disabled = true;
  sure.input.addEventListener('change', () => (gone.disabled = !sure.input.checked));
  gone.addEventListener('click', once(async () => {
    await removeAll();
    vault.close();
    location.reload();
  }));
  return {
    title: t('resetTitle'),
    bare: true,
    kind: 'plain',
    nodes: [
      h('p', {}, t('resetText')),
      h('ul', { class: 'points' }, h('li', {}, t('resetText1')), h('li', {}, t('resetText2'))),
      sure.box,
      h('div', { class: 'actions' }, gone,
        button(t('cancel'), () => (broken ? location.reload() : replace('lock')))),
    ],
  };
});

/** Sets it, changes it, or takes it away. */
view('lockcode', async ({ removing }) => {
  const has = await vault.hasLock();
  const before = field('before', t('lockBefore'), t('lockCodeHint'), NUMBER);
  const code = field('code', t('lockNew'), t('lockCodeHint'), NUMBER);
  const again = field('again', t('lockAgain'), '', NUMBER);
  const failure = h('div', {});
  const save = once(async () => {
    failure.replaceChildren();
    const wanted = removing ? undefined : digits(code.input.value);
    code.say(removing || isCode(wanted) ? '' : t('lockWrong'));
    again.say(removing || digits(again.input.value) === wanted ? '' : t('lockDiffers'));
    if (!removing && (!isCode(wanted) || digits(again.input.value) !== wanted)) return;
    try {
      await change(digits(before.input.value) || '-', wanted);
      tell(t(removing ? 'lockRemoved' : 'lockSet'));
      await back();
    } catch (thrown) {
      failure.replaceChildren(problem(thrown));
    }
  });
  return {
    title: t(removing ? 'lockRemove' : has ? 'lockChange' : 'lockMake'),
    back: true,
    nodes: [
      !removing && h('p', {}, t('lockText')),
      !removing && h('p', { class: 'note' }, t('lockForget')),
      h('form', { submit: save, novalidate: true },
        has && before.box, !removing && code.box, !removing && again.box, failure,
        h('div', { class: 'actions' },
          h('button', { class: 'button main' }, t(removing ? 'lockRemove' : 'save')),
          button(t('cancel'), () => back()))),
    ].filter(Boolean),
  };
});
