import { button, h } from './dom.js';
import { scanned } from './link.js';
import { back, replace, view } from './router.js';
import { t } from './text.js';

const EVERY = 250;

/** Reads the QR code of the bank's page with the camera, where the browser can. */
view('scan', async () => {
  const message = h('p', { role: 'status' }, t('scanText'));
  const made = {
    title: t('scanTitle'),
    back: true,
    nodes: [message, h('div', { class: 'actions' }, button(t('scanType'), () => back()))],
  };
  if (!(await canScan())) {
    message.textContent = t('scanCannot');
    return made;
  }
  const video = h('video', { class: 'camera', muted: true, playsinline: true });
  video.setAttribute('aria-label', t('scanPicture'));
  const camera = new Camera(video, message);
  made.nodes.splice(1, 0, video);
  made.leave = () => camera.stop();
  void camera.start();
  return made;
});

async function canScan() {
  if (!('BarcodeDetector' in globalThis) || !navigator.mediaDevices?.getUserMedia) return false;
  const formats = await globalThis.BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes('qr_code');
}

class Camera {
  constructor(video, message) {
    this.video = video;
    this.message = message;
    this.stopped = false;
  }

  async start() {
    try {
      const wanted = { video: { facingMode: 'environment' }, audio: false };
      this.stream = await navigator.mediaDevices.getUserMedia(wanted);
    } catch {
      this.message.textContent = t('scanRefused');
      return;
    }
    if (this.stopped) return this.stop();
    this.video.srcObject = this.stream;
    this.video.play().catch(() => undefined); // stopped meanwhile
    const detector = new globalThis.BarcodeDetector({ formats: ['qr_code'] });
    while (!this.stopped) {
      if (await this.look(detector)) return;
      await new Promise((next) => setTimeout(next, EVERY));
    }
  }

  async look(detector) {
    const found = await detector.detect(this.video).catch(() => []); // no picture yet
    if (found.length === 0 || this.stopped) return false;
    const link = found.map((code) => scanned(code.rawValue)).find(Boolean);
    if (!link) {
      this.message.textContent = t('scanOther');
      return false;
    }
    this.stop();
    await replace('setup', { link });
    return true;
  }

  stop() {
    this.stopped = true;
    this.stream?.getTracks().forEach((track) => track.stop());
  }
}
