import { AppError } from './errors.js';

const NAME = 'kagimori';
let opening;

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('values');
      request.result.createObjectStore('pending');
      request.result.createObjectStore('tokens', { keyPath: 'id', autoIncrement: true });
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new AppError('A998'));
    request.onsuccess = () => {
      const db = request.result;
      const gone = () => (opening = undefined);
      db.onversionchange = () => (db.close(), gone());
      db.onclose = gone;
      resolve(db);
    };
  }).catch((failed) => {
    opening = undefined;
    throw failed;
  });
  return opening;
}

/**
 * Runs work in one transaction, so that two pages of the app never write half of each other's. What
 * it returns is given when it is on disk; when it throws nothing was changed. It may wait for its
 * own requests alone.
 */
export async function within(mode, work) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const names = ['values', 'pending', 'tokens'];
    const transaction = db.transaction(names, mode, { durability: 'strict' });
    let result;
    let failure;
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(failure ?? transaction.error ?? new AppError('A998'));
    work(new Rows(transaction)).then(
      (done) => (result = done),
      (failed) => {
        failure = failed;
        try {
          transaction.abort();
        } catch {
          reject(failed); // it was over already
        }
      },
    );
  });
}

class Rows {
  constructor(transaction) {
    this.transaction = transaction;
  }

  get(store, key) {
    return asked(this.transaction.objectStore(store).get(key));
  }

  all(store) {
    return asked(this.transaction.objectStore(store).getAll());
  }

  put(store, value, key) {
    return asked(this.transaction.objectStore(store).put(value, key));
  }

  delete(store, key) {
    return asked(this.transaction.objectStore(store).delete(key));
  }

  clear(store) {
    return asked(this.transaction.objectStore(store).clear());
  }
}

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export const value = (key) => within('readonly', (rows) => rows.get('values', key));
export const keep = (key, kept) => within('readwrite', (rows) => rows.put('values', kept, key));

/** One page of the app at a time does what has that name. */
export function alone(name, work) {
  return navigator.locks ? navigator.locks.request(`kagimori-${name}`, work) : work();
}
