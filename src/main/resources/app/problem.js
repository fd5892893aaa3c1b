import { button, h } from './dom.js';
import { isHalfway, isUnusable, named } from './errors.js';
import { closed, dateTime, hours, span } from './format.js';
import { VERSION } from './server.js';
import { isKnown, language, t } from './text.js';

const FIELDS = { serviceId: 'serviceId', userId: 'userId', startPassword: 'startPassword' };

const HEADINGS = { S0F1: 'headClock', FULL: 'headFull', A914: 'headLock' };

/** With these the customer finds out alone what to do. */
const ALONE = ['A911', 'A914', 'A916', 'A000', 'FULL', 'S0F1', 'WRONG', 'REPLAYED',
  'NEXT_CODE_NEEDED', 'TOO_EARLY'];

/** What the customer is told of a failure, and what to do. */
export function told(failed) {
  const { code, about } = failed;
  const values = {
    version: VERSION,
    wait: span((about.retryAfter ?? 60) * 1000),
    time: about.nextIssueFrom ? dateTime(about.nextIssueFrom) : '',
    fields: (about.fields ?? []).map((name) => FIELDS[name]).filter(Boolean).map((key) => t(key))
      .join(t('and')),
  };
  if (code === 'A911') return t(values.fields ? 'A911fields' : 'A911', values);
  if (code === 'A914' && about.wait > 0) return t('A914wait', { wait: span(about.wait) });
  if (code === 'A009') return t('A009', values);
  if (isHalfway(code)) return t('halfway');
  if (isUnusable(code)) return t('unusable');
  if (code === 'S0G1' && about.nextIssueFrom) return t('S0G1wait', values);
  if (code !== 'S0K1' && code.startsWith('S0') && about.detail) return about.detail;
  return isKnown(code) ? t(code, values) : (about.detail ?? t('other'));
}

function heading(code, doing) {
  if (doing) return t(`${doing}Failed`);
  return t(isUnusable(code) ? 'headUnusable' : (HEADINGS[code] ?? 'failed'));
}

/**
 * A box that tells it.
 *
 * @param doing what did not succeed: `setUp`, `adding`, `renewing`; none where nothing was begun
 * @param institution of the token that it is about, whose help desk stands in for one not told
 */
export function problem(thrown, { doing, institution, actions = [] } = {}) {
  const failed = named(thrown);
  const { code, about } = failed;
  const desk = about.helpDesk ?? institution?.helpDesk;
  const list = about.modelsUrl ?? institution?.modelsUrl;
  const settingUp = doing === 'setUp' || doing === 'adding';
  const needsDesk = !ALONE.includes(code) && !isHalfway(code);
  const also = [];
  if (code === 'S0K1') also.push(button(t('updateApp'), () => update()));
  if (code === 'A999') also.push(button(t('reload'), () => location.reload()));
  return h('section', { class: 'problem', role: 'alert' },
    h('h2', {}, heading(code, doing)),
    code !== 'FULL' && h('p', { class: 'error-code' }, t('errorCode'), h('strong', {}, code)),
    h('p', {}, told(failed)),
    (needsDesk || desk) && (helpDesk(desk) ?? h('p', { class: 'hint' }, t('deskUnknown'))),
    settingUp && models(list),
    ...actions, ...also);
}

/** Brings the newest version, if there is one. */
async function update() {
  const worker = await navigator.serviceWorker?.getRegistration('/app/');
  await worker?.update().catch(() => undefined); // without a connection there is no newer one
  location.reload();
}

/** Whom the customer calls: name, number, hours, closed days (A13). */
export function helpDesk(desk) {
  if (!desk?.phone) return null;
  const name = desk.name?.[language()] ?? desk.name?.ja ?? '';
  const free = closed(desk);
  return h('address', { class: 'desk' },
    h('p', { class: 'desk-name' }, name),
    h('p', {}, h('a', { class: 'phone', href: `tel:${desk.phone.replace(/[^\d+]/g, '')}` }, desk.phone)),
    h('p', {}, h('span', { class: 'label' }, t('deskHours')), hours(desk).join(t('semicolon'))),
    free && h('p', {}, h('span', { class: 'label' }, t('deskClosed')), free));
}

/** The list of supported phones; an address that is none is left out. */
function models(url) {
  if (!/^https:\/\//.test(url ?? '')) return null;
  return h('p', {}, h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, t('models')));
}
