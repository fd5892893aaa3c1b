import * as clock from './clock.js';
import { grouped, left } from './code.js';
import { button, h, svg, tell } from './dom.js';
import { AppError } from './errors.js';
import { date, displayName, institutionName } from './format.js';
import { problem } from './problem.js';
import { go, replace, view } from './router.js';
import { keep, value } from './store.js';
import { t } from './text.js';
import { MOST, all, code, isExpired, isRenewable } from './tokens.js';
import { isNew } from './view-start.js';

const AROUND = 2 * Math.PI * 26;

/** The tokens: the code of the one that was chosen, and the others to choose from. */
view('home', async (about) => {
  if (await isNew()) return { instead: 'network' };
  const tokens = await all();
  if (tokens.length === 0) return { instead: 'setup' };
  const chosen = tokens.find((token) => token.id === about.id) ?? (await lastShown(tokens));
  void keep('shown', chosen.id);
  const card = new Card(chosen);
  await card.start();
  return {
    title: t(tokens.length > 1 ? 'tokens' : 'token'),
    kind: 'home',
    nodes: [
      clock.found.off ? problem(new AppError('S0F1')) : null,
      card.box,
      about.fresh && h('p', { class: 'note' }, t('nextStart')),
      tokens.length > 1 ? chooser(tokens, chosen) : null,
      adding(tokens),
    ].filter(Boolean),
    leave: () => card.stop(),
  };
});

async function lastShown(tokens) {
  const id = await value('shown');
  return tokens.find((token) => token.id === id) ?? tokens[0];
}

function chooser(tokens, chosen) {
  const choice = (token) =>
    h('li', {}, h('button', {
      type: 'button',
      class: 'row',
      'aria-current': token === chosen && 'true',
      click: () => replace('home', { id: token.id }),
    }, h('span', { class: 'row-name' }, displayName(token)),
      h('span', { class: 'row-serial' }, token.serial ?? ''),
      isExpired(token) && h('span', { class: 'badge' }, t('expiredShort'))));
  return h('nav', { class: 'chooser', 'aria-label': t('choose') },
    h('h2', {}, t('choose')), h('ul', {}, ...tokens.map(choice)));
}

const adding = (tokens) =>
  h('div', { class: 'adding' },
    button(t('add'), () => go('setup'), 'wide'),
    h('p', { class: 'hint' }, t('count', { count: tokens.length, most: MOST })));

/** Customers check the institution's name (B9): it is told where the display name does not. */
const isRenamed = (token) =>
  token.institution && !displayName(token).startsWith(institutionName(token.institution));

/** A token: what it is, and what it shows now. */
class Card {
  constructor(token) {
    this.token = token;
    this.ring = new Ring();
    this.digits = h('p', { class: 'code' });
    this.copied = h('p', { class: 'hint' }, '');
    this.place = h('div', { class: 'now' });
    this.box = h('section', { class: 'card', 'aria-label': displayName(token) },
      h('h2', { class: 'name' }, displayName(token)),
      isRenamed(token) && h('p', { class: 'institution' }, institutionName(token.institution)),
      this.place, this.serial(), this.validity(),
      h('div', { class: 'card-foot' },
        button(t('tokenSettings'), () => go('token', { id: token.id }), 'quiet')));
  }

  serial() {
    return h('dl', { class: 'facts' },
      h('dt', {}, t('serial')), h('dd', { class: 'serial' }, this.token.serial ?? '–'),
      h('dd', { class: 'hint' }, t('serialAlso')));
  }

  validity() {
    const { validUntil } = this.token;
    if (!validUntil) return null;
    if (!isRenewable(this.token))
      return h('p', { class: 'valid' }, t('validUntil', { date: date(validUntil) }));
    const text = isExpired(this.token) ? 'expired' : 'expiresSoon';
    return h('div', { class: 'note renewal' },
      h('p', {}, t(text, { date: date(validUntil) })),
      button(t('renew'), () => go('renew', { id: this.token.id }), 'main'));
  }

  async start() {
    if (isExpired(this.token)) return;
    try {
      await this.show(Date.now());
    } catch (thrown) {
      this.place.replaceChildren(problem(thrown, { institution: this.token.institution }));
      return;
    }
    const copy = button(t('copy'), () => this.copy(), 'copy');
    this.place.append(
      h('p', { class: 'label' }, t('code')),
      this.digits,
      h('div', { class: 'under' }, this.ring.box, copy));
    this.tick();
  }

  stop() {
    clearTimeout(this.timer);
    this.stopped = true;
  }

  /** Wakes when the next second begins. */
  tick() {
    if (this.stopped) return;
    const now = Date.now();
    this.ring.show(left(this.token.step, now), this.token.step);
    this.timer = setTimeout(() => {
      this.show(Date.now()).then(
        () => this.tick(),
        (thrown) => this.place.replaceChildren(problem(thrown)),
      );
    }, 1000 - (now % 1000));
  }

  async show(now) {
    const step = Math.floor(now / 1000 / this.token.step);
    if (step === this.step) return;
    const shown = await code(this.token, now);
    this.step = step;
    this.shown = shown;
    this.digits.replaceChildren(
      h('span', { class: 'sr' }, [...shown].join(' ')),
      ...grouped(shown).map((part) => h('span', { class: 'group', 'aria-hidden': 'true' }, part)));
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.shown);
      tell(t('copied'));
    } catch {
      tell(t('copyFailed'));
    }
  }
}

/** How long a code still stands, as a picture and in seconds; readers of the screen are not told. */
class Ring {
  constructor() {
    const circle = (kind) => svg('circle', { class: kind, cx: 32, cy: 32, r: 26, fill: 'none' });
    this.rest = circle('rest');
    this.rest.setAttribute('stroke-dasharray', AROUND);
    this.seconds = h('span', { class: 'seconds' });
    this.box = h('div', { class: 'ring', 'aria-hidden': 'true' },
      svg('svg', { viewBox: '0 0 64 64' }, circle('track'), this.rest),
      this.seconds);
  }

  show(leftMillis, step) {
    const share = Math.min(1, leftMillis / 1000 / step);
    this.rest.setAttribute('stroke-dashoffset', AROUND * (1 - share));
    this.seconds.textContent = t('secondsLeft', { count: Math.ceil(leftMillis / 1000) });
    this.box.classList.toggle('soon', leftMillis <= 5000);
  }
}
