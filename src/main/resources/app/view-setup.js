import { button, field, h, once, tell, tick } from './dom.js';
import { AppError, named } from './errors.js';
import { digits, isUserId } from './format.js';
import { problem } from './problem.js';
import { back, go, replace, view } from './router.js';
import { t } from './text.js';
import { MOST, add, all } from './tokens.js';
import { mayCall } from './view-start.js';

/** Initial set-up (初期設定), or one more token (トークン追加). */
view('setup', async ({ link }) => {
  if (!(await mayCall())) return refused(link);
  const tokens = await all();
  const first = tokens.length === 0;
  const make = link?.make;
  const form = new Form(link, first, make);
  return {
    title: t(first ? 'setUpTitle' : 'addTitle'),
    back: !first,
    nodes: tokens.length >= MOST ? full() : form.nodes(tokens),
  };
});

const refused = (link) => ({
  title: t('refusedTitle'),
  back: true,
  nodes: [
    h('p', {}, t('refusedText')),
    button(t('askAgain'), () => replace('network', { link }), 'main'),
  ],
});

const full = () => [problem(new AppError('FULL')), button(t('toTokens'), () => replace('home'))];

class Form {
  constructor(link, first, make) {
    Object.assign(this, { link, first, make });
    const number = { inputmode: 'numeric', maxlength: 40, required: true, spellcheck: 'false' };
    this.serviceId = field('serviceId', t('serviceId'), t('serviceIdHint'), number);
    this.userId = field('userId', t('userId'), t('userIdHint'), number);
    this.password = field('startPassword', t('startPassword'), t('startPasswordHint'), {
      ...number,
      type: 'password',
      autocomplete: 'one-time-code',
    });
    this.own = field('own', t('own'), t('ownHint'), { maxlength: 20 });
    this.consent = tick('consent', t('consent'));
    this.serviceId.input.value = link?.serviceId ?? '';
    this.userId.input.value = link?.userId ?? '';
    this.failure = h('div', { id: 'failure' });
    this.send = h('button', { type: 'submit', class: 'button main' }, t('send'));
    this.send.disabled = true;
    this.consent.input.addEventListener('change', () => this.mayBeSent());
  }

  mayBeSent() {
    this.send.disabled = !this.consent.input.checked || this.sending === true;
  }

  nodes(tokens) {
    const known = this.make && tokens.some((token) => token.serviceId === this.link.serviceId);
    const end = async () => (this.first ? replace('ended') : back());
    return [
      h('p', {}, t(this.make ? 'selfIssueText' : this.link ? 'linkText' : 'setUpText')),
      known && h('p', { class: 'note' }, t('selfIssueAgain')),
      !this.make && button(t('scan'), () => go('scan'), 'wide'),
      h('form', { novalidate: true, submit: once((event) => this.submit(event)) },
        this.serviceId.box,
        !this.make && this.userId.box,
        !this.make && this.password.box,
        this.own.box,
        !this.make && h('p', { class: 'hint' }, t('serveOnce')),
        this.consent.box,
        this.failure,
        h('div', { class: 'actions' }, this.send, button(t('end'), end))),
    ].filter(Boolean);
  }

  /** What was typed, normalised; null where something does not fit, which is shown. */
  typed() {
    const serviceId = digits(this.serviceId.input.value);
    const userId = digits(this.userId.input.value);
    const startPassword = digits(this.password.input.value);
    const wrong = [];
    const check = (its, fits, text) => {
      its.say(fits ? '' : text);
      if (!fits) wrong.push(its);
    };
    check(this.serviceId, /^\d{8}$/.test(serviceId), t('serviceIdWrong'));
    if (!this.make) {
      check(this.userId, isUserId(userId), t('userIdWrong'));
      check(this.password, /^\d{4,8}$/.test(startPassword), t('startPasswordWrong'));
    }
    wrong[0]?.input.focus();
    if (wrong.length > 0) return null;
    const own = this.own.input.value.trim();
    return this.make ? { serviceId, make: this.make, own } : { serviceId, userId, startPassword, own };
  }

  async submit() {
    this.failure.replaceChildren();
    const asked = this.typed();
    if (!asked) return this.fail(new AppError('A911'));
    if (!this.consent.input.checked) return;
    this.busy(true);
    try {
      const id = await add(asked);
      void navigator.storage?.persist?.(); // the browser may refuse; tokens are kept all the same
      tell(t(this.first ? 'setUpDone' : 'addDone'));
      await replace('home', { id, fresh: true });
    } catch (thrown) {
      this.fail(thrown);
    } finally {
      this.password.input.value = '';
      this.busy(false);
    }
  }

  fail(thrown) {
    const failed = named(thrown);
    for (const name of failed.about.fields ?? []) this[FIELDS[name]]?.say(t(`${name}Wrong`));
    this.failure.replaceChildren(problem(failed, { doing: this.first ? 'setUp' : 'adding' }));
    this.failure.scrollIntoView({ block: 'nearest' });
  }

  busy(is) {
    this.sending = is;
    this.send.textContent = t(is ? 'sending' : 'send');
    this.send.setAttribute('aria-busy', String(is));
    this.mayBeSent();
  }
}

const FIELDS = { serviceId: 'serviceId', userId: 'userId', startPassword: 'password' };
