// One fob on the page: its picture, its button, its code until that blanks.
import { picture } from './body.js';
import { draw } from './lcd.js';
import { Refusal, display, press, say, tell, well } from './rack.js';

const LIT_MILLIS = 30_000;
const COPIED_MILLIS = 2_000;

function make(name, className, text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

export class Fob {
  #picture;
  #said = make('output', 'hidden said');
  #note = make('p', 'note');
  #bar = make('span', 'left');
  #copy = make('button', 'quiet copy');
  #code = '';
  #timer = 0;
  #asking = false;

  constructor({ serial, display: shown }, onSettings) {
    this.serial = serial;
    this.#picture = picture(serial);
    this.item = make('li', 'fob');
    this.item.append(this.#device(), this.#said, this.#life(), this.#back(), this.#tools(onSettings));
    this.show(shown);
  }

  #device() {
    const button = make('button', 'device');
    button.type = 'button';
    button.setAttribute('aria-label', say('press', this.serial));
    button.append(this.#picture.svg);
    button.addEventListener('click', () => this.#press());
    return button;
  }

  #life() {
    const life = make('div', 'life');
    life.append(this.#bar);
    return life;
  }

  #back() {
    const back = make('p', 'serial');
    back.append(make('span', 'hidden', say('serial') + ' '), this.serial);
    const both = make('div', 'back');
    both.append(back, this.#note);
    return both;
  }

  #tools(onSettings) {
    this.#copy.type = 'button';
    this.#copy.setAttribute('aria-label', say('copy.of', this.serial));
    this.#copy.addEventListener('click', () => this.#copyCode());
    const settings = make('button', 'quiet', say('set'));
    settings.type = 'button';
    settings.setAttribute('aria-label', say('set.of', this.serial));
    settings.addEventListener('click', () => onSettings(this));
    const tools = make('div', 'tools');
    tools.append(this.#copy, settings);
    return tools;
  }

  async #press() {
    if (this.#asking) return; // the rack has not answered the press before
    this.#asking = true;
    try {
      this.show(await press(this.serial));
      well();
    } catch (refusal) {
      if (refusal instanceof Refusal && refusal.message === 'EXHAUSTED') this.darken('empty');
      if (refusal instanceof Refusal && refusal.message === 'NOT_SET_UP') this.darken('unset');
      tell(refusal);
    } finally {
      this.#asking = false;
    }
  }

  /** Looks again, without a press. */
  async look() {
    try {
      this.show(await display(this.serial));
    } catch (refusal) {
      tell(refusal);
    }
  }

  show({ kind, text, change }) {
    clearTimeout(this.#timer);
    this.#bar.getAnimations().forEach((running) => running.cancel());
    draw(this.#picture.digits, text, this.#picture.box);
    this.#code = kind === 'code' ? text : '';
    this.item.classList.toggle('lit', kind !== 'dark');
    this.#copy.textContent = say('copy');
    this.#copy.disabled = !this.#code;
    this.#note.textContent = '';
    this.#said.textContent = this.#spoken(kind, text);
    if (kind === 'dark') return;
    const part = Math.min(1, change / LIT_MILLIS);
    const whole = kind === 'warning' ? LIT_MILLIS - 2_000 + change : change;
    this.#bar.animate(
      [{ transform: `scaleX(${kind === 'warning' ? 1 : part})` }, { transform: 'scaleX(0)' }],
      { duration: whole });
    this.#timer = setTimeout(() => (kind === 'warning' ? this.look() : this.darken()), change + 20);
  }

  #spoken(kind, text) {
    if (kind === 'code') return [...text].join(' ');
    return kind === 'warning' ? `${say('warning')} ${text}` : '';
  }

  darken(why) {
    this.show({ kind: 'dark', text: '', change: 0 });
    this.#note.textContent = why ? say(why) : '';
  }

  async #copyCode() {
    try {
      await navigator.clipboard.writeText(this.#code);
      this.#copy.textContent = say('copied');
      setTimeout(() => (this.#copy.textContent = say('copy')), COPIED_MILLIS);
    } catch {
      tell(new Refusal('UNCOPIED'));
    }
  }

  /** It left the page. */
  end() {
    clearTimeout(this.#timer);
  }
}
