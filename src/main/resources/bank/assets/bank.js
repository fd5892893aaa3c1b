// What pages gain from script; they work without it.
(() => {
  const root = document.documentElement;
  const japanese = root.lang === "ja";
  const say = (ja, en) => (japanese ? ja : en);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const SIZE = "text-size";

  // Storage may be forbidden; then the size holds for this page alone.
  function keep(size) {
    try {
      localStorage.setItem(SIZE, size);
    } catch {
      // as above
    }
  }

  function resize(size) {
    root.dataset.textSize = size;
    for (const button of all("[data-size]"))
      button.setAttribute("aria-pressed", String(button.dataset.size === size));
  }

  function textSize() {
    for (const box of all(".text-size")) box.hidden = false;
    for (const button of all("[data-size]"))
      button.addEventListener("click", () => {
        keep(button.dataset.size);
        resize(button.dataset.size);
      });
    resize(root.dataset.textSize ?? "100");
  }

  function printing() {
    for (const button of all("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }
  }

  // A second submission of the same page is held back; the server takes one alone anyway.
  function once(form) {
    let sent = null;
    form.addEventListener("submit", (event) => {
      if (sent) {
        event.preventDefault();
        return;
      }
      const button = event.submitter ?? form.querySelector("[type=submit]");
      sent = { button, text: button.textContent };
      button.textContent = say("送信中…", "Sending…");
      button.setAttribute("aria-disabled", "true");
    });
    // Back from the browser's memory, the page is fresh again.
    addEventListener("pageshow", (event) => {
      if (!event.persisted || !sent) return;
      sent.button.textContent = sent.text;
      sent.button.removeAttribute("aria-disabled");
      sent = null;
    });
  }

  // One wrong field: there. Several, or something general: what is said above.
  function focusOnErrors() {
    const notices = document.querySelector("#notices[role=alert]");
    if (!notices) return;
    const wrong = all("[aria-invalid=true]");
    const general = notices.querySelector("[data-general]");
    (wrong.length === 1 && !general ? wrong[0] : notices).focus();
  }

  // By the browser's cryptographic source: the order is not to be foreseen.
  function shuffled(text) {
    const keys = [...text];
    for (let i = keys.length - 1; i > 0; i--) {
      const j = crypto.getRandomValues(new Uint32Array(1))[0] % (i + 1);
      [keys[i], keys[j]] = [keys[j], keys[i]];
    }
    return keys;
  }

  function key(label, press, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    if (name) button.setAttribute("aria-label", name);
    button.addEventListener("click", press);
    return button;
  }

  function row(...buttons) {
    const line = document.createElement("div");
    line.className = "row";
    line.append(...buttons);
    return line;
  }

  function softKeyboard(field) {
    const input = field.querySelector("input");
    const words = field.dataset;
    const digits = words.digits === "true";
    const keys = document.createElement("div");
    keys.className = "keys";
    keys.id = input.id + "-keys";
    keys.hidden = true;
    keys.setAttribute("role", "group");
    keys.setAttribute("aria-label", say("ソフトウェアキーボード", "On-screen keyboard"));
    const length = document.createElement("p");
    length.className = "seen-by-readers";
    length.setAttribute("role", "status");
    let upper = false;

    const changed = (value) => {
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      length.textContent = say(`${value.length}文字`, `${value.length} characters`);
    };
    const type = (character) => {
      if (input.maxLength < 0 || input.value.length < input.maxLength)
        changed(input.value + character);
    };
    const letter = (character) => {
      const button = key(character, () => type(button.textContent));
      button.dataset.letter = "";
      return button;
    };
    const turn = () => {
      for (const button of all("[data-letter]", keys)) {
        const low = button.textContent.toLowerCase();
        button.textContent = upper ? low.toUpperCase() : low;
        if (upper) button.setAttribute("aria-label", say("大文字の", "capital ") + low.toUpperCase());
        else button.removeAttribute("aria-label");
      }
    };
    const open = () => {
      const others = [
        key(words.delete, () => changed(input.value.slice(0, -1))),
        key(words.clear, () => changed("")),
        key(say("閉じる", "Close"), close, words.hide),
      ];
      upper = false;
      const numbers = row(...shuffled("0123456789").map((n) => key(n, () => type(n))));
      if (digits) keys.replaceChildren(numbers, row(...others));
      else {
        const shift = key(words.case, () => {
          upper = !upper;
          shift.setAttribute("aria-pressed", String(upper));
          turn();
        });
        shift.setAttribute("aria-pressed", "false");
        const letters = row(...shuffled("abcdefghijklmnopqrstuvwxyz").map(letter));
        keys.replaceChildren(numbers, letters, row(shift, ...others));
      }
      keys.hidden = false;
      opener.textContent = words.hide;
      opener.setAttribute("aria-expanded", "true");
    };
    const close = () => {
      keys.hidden = true;
      opener.textContent = words.show;
      opener.setAttribute("aria-expanded", "false");
      opener.focus();
    };
    const opener = key(words.show, () => (keys.hidden ? open() : close()));
    opener.className = "open-keys";
    opener.setAttribute("aria-expanded", "false");
    opener.setAttribute("aria-controls", keys.id);
    keys.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    input.after(opener, keys, length);
  }

  document.addEventListener("DOMContentLoaded", () => {
    textSize();
    printing();
    all("form[data-once]").forEach(once);
    all("[data-soft-keyboard]").forEach(softKeyboard);
    focusOnErrors();
  });
})();
