package dev.kagimori.app;

import com.microsoft.playwright.Page;

/**
 * What a browser keeps of the app, and what may become of it: a cleaning program, a copy from
 * another phone, a disk that is broken.
 */
record AppStorage(Page page) {
  /** Something happens to what is stored of the only token. */
  void token(String change) {
    page.evaluate(
        """
        change => new Promise((done) => {
          indexedDB.open('kagimori').onsuccess = (opened) => {
            const db = opened.target.result;
            const writing = db.transaction('tokens', 'readwrite');
            const tokens = writing.objectStore('tokens');
            tokens.getAll().onsuccess = (event) => {
              const token = event.target.result[0];
              if (change === 'shorter') token.seed.data = token.seed.data.slice(1);
              if (change === 'none') delete token.seed;
              if (change === 'nonsense') token.digits = 'many';
              if (change === 'unsigned') delete token.signing;
              if (change === 'expiring') token.validUntil = new Date(Date.now() + 1e8).toJSON();
              tokens.put(token);
            };
            writing.oncomplete = () => (db.close(), done());
          };
        })
        """,
        change);
  }

  /** A key goes away, as where a browser was cleaned up. */
  void remove(String key) {
    page.evaluate(
        """
        key => new Promise((done) => {
          indexedDB.open('kagimori').onsuccess = (opened) => {
            const db = opened.target.result;
            const writing = db.transaction('values', 'readwrite');
            writing.objectStore('values').delete(key);
            writing.oncomplete = () => (db.close(), done());
          };
        })
        """,
        key);
  }

  /** All is as it was, but on another device, which has a key of its own. */
  void moveToAnotherDevice() {
    page.evaluate(
        """
        async () => {
          const uses = ['wrapKey', 'unwrapKey', 'encrypt', 'decrypt'];
          const aes = { name: 'AES-GCM', length: 256 };
          const other = await crypto.subtle.generateKey(aes, false, uses);
          await new Promise((done) => {
            indexedDB.open('kagimori').onsuccess = (opened) => {
              const db = opened.target.result;
              const writing = db.transaction('values', 'readwrite');
              writing.objectStore('values').put(other, 'device');
              writing.oncomplete = () => (db.close(), done());
            };
          });
        }
        """);
  }

  /** From now on, until the page is loaded again, nothing that is written stays. */
  void giveUp() {
    page.evaluate(
        """
        () => {
          const put = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = function (...what) {
            const request = put.apply(this, what);
            request.addEventListener('success', () => this.transaction.abort());
            return request;
          };
        }
        """);
  }
}
