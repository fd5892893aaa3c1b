// The app lock code: who guesses has to wait longer and longer, also after a restart.
import { AppError } from './errors.js';
import { value, within } from './store.js';
import * as vault from './vault.js';

const FREE = 5;
const FIRST = 30_000;
const LONGEST = 3_600_000;

/** In the background for so long, and the code is asked for again. */
export const AWAY = 300_000;

const waitAfter = (wrong) => (wrong < FREE ? 0 : Math.min(LONGEST, FIRST * 2 ** (wrong - FREE)));

/** A clock that was set back does not shorten the wait. */
function remaining(tries) {
  if (!tries) return 0;
  const now = Date.now();
  return now < tries.at ? tries.until - tries.at : Math.max(0, tries.until - now);
}

/** In milliseconds; 0 where the code may be entered. */
export async function wait() {
  return remaining(await value('tries'));
}

/** Runs what needs the code; the try is charged before it is looked at. */
async function charged(work) {
  await within('readwrite', async (rows) => {
    const tries = await rows.get('values', 'tries');
    const left = remaining(tries);
    if (left > 0) throw new AppError('A914', { wait: left });
    const wrong = (tries?.wrong ?? 0) + 1;
    const at = Date.now();
    await rows.put('values', { wrong, at, until: at + waitAfter(wrong) }, 'tries');
  });
  try {
    await work();
  } catch (failed) {
    if (failed.code !== 'A914') await forgive();
    else failed.about.wait = await wait();
    throw failed;
  }
  await forgive();
}

const forgive = () => within('readwrite', (rows) => rows.delete('values', 'tries'));

export const unlock = (code) => charged(() => vault.open(code));

/** Sets, changes or (with nothing after) removes it. */
export async function change(before, after) {
  if (await vault.hasLock()) await charged(() => vault.relock(before, after));
  else await vault.relock(undefined, after);
}
