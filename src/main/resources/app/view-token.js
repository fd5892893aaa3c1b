import { button, field, h, once, tell, tick } from './dom.js';
import { AppError } from './errors.js';
import { date, displayName, institutionName } from './format.js';
import { helpDesk, problem } from './problem.js';
import { back, go, replace, view } from './router.js';
import { t } from './text.js';
import { isRenewable, one, remove, rename, renew } from './tokens.js';
import { mayCall } from './view-start.js';

const NAME = 40;

/** In place of a token that was deleted, here before the way back was taken, or in another window. */
const deleted = { instead: 'home' };

/** What can be done with a token. */
view('token', async ({ id }) => {
  const token = await one(id);
  if (!token) return deleted;
  const name = field('name', t('displayName'), t('displayNameHint'), { maxlength: NAME });
  name.input.value = displayName(token);
  const save = once(async () => {
    const typed = name.input.value.trim();
    const plain = displayName({ ...token, name: '', own: '' });
    await rename(id, typed === plain ? '' : typed);
    tell(t('saved'));
    await back();
  });
  return {
    title: t('tokenSettings'),
    back: true,
    nodes: [
      h('form', { submit: save }, name.box,
        h('div', { class: 'actions' }, h('button', { class: 'button main' }, t('save')))),
      facts(token),
      token.institution?.helpDesk &&
        h('section', {}, h('h2', {}, t('desk')), helpDesk(token.institution.helpDesk)),
      isRenewable(token) && button(t('renew'), () => go('renew', { id }), 'wide'),
      button(t('delete'), () => go('delete', { id }), 'wide danger'),
    ].filter(Boolean),
  };
});

function facts(token) {
  const fact = (name, text) => text && [h('dt', {}, name), h('dd', {}, text)];
  return h('dl', { class: 'table' },
    fact(t('institution'), token.institution && institutionName(token.institution)),
    fact(t('serial'), token.serial),
    fact(t('added'), date(token.addedAt)),
    fact(t('valid'), token.validUntil ? date(token.validUntil) : t('noEnd')));
}

/** Renewal: the customer alone decides (C5). */
view('renew', async ({ id }) => {
  const token = await one(id);
  if (!token) return deleted;
  const failure = h('div', {});
  const go_ = h('button', { type: 'button', class: 'button main' }, t('renewNow'));
  const run = once(async () => {
    failure.replaceChildren();
    go_.disabled = true;
    try {
      if (!(await mayCall())) throw new AppError('A000');
      const until = await renew(id);
      tell(t('renewed', { date: date(until) }));
      await replace('home', { id });
    } catch (thrown) {
      failure.replaceChildren(
        problem(thrown, { doing: 'renewing', institution: token.institution }));
    } finally {
      go_.disabled = false;
    }
  });
  go_.addEventListener('click', run);
  return {
    title: t('renew'),
    back: true,
    nodes: [
      h('p', { class: 'lead' }, displayName(token)),
      h('p', {}, t('renewText', { date: date(token.validUntil) })),
      failure,
      h('div', { class: 'actions' }, go_, button(t('later'), () => back())),
    ],
  };
});

/** A token that is deleted is gone: release comes first (A17). */
view('delete', async ({ id }) => {
  const token = await one(id);
  if (!token) return deleted;
  const sure = tick('sure', t('deleteSure'));
  const gone = h('button', { type: 'button', class: 'button danger' }, t('deleteNow'));
  gone.disabled = true;
  sure.input.addEventListener('change', () => (gone.disabled = !sure.input.checked));
  gone.addEventListener('click', once(async () => {
    await remove(id);
    tell(t('deleted'));
    await replace('home');
  }));
  return {
    title: t('delete'),
    back: true,
    nodes: [
      h('p', { class: 'lead' }, displayName(token)),
      h('p', { class: 'row-serial' }, `${t('serial')} ${token.serial ?? '–'}`),
      h('div', { class: 'warning' }, h('h2', {}, t('deleteFirst')),
        h('ul', { class: 'points' }, h('li', {}, t('deleteText1')), h('li', {}, t('deleteText2')),
          h('li', {}, t('deleteText3')))),
      sure.box,
      h('div', { class: 'actions' }, gone, button(t('cancel'), () => back())),
    ],
  };
});
