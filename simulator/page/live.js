// The line to the simulator: the state, what people do, and the stream of what happens. Reconnects by itself.

async function answered(response) {
  const body = await response.json();
  if (!response.ok || body.ok === false) throw new Error(body.error ?? response.statusText);
  return body;
}

export async function fetchState(ids, newest) {
  return answered(await fetch(`/sim/state?user=${ids.join(',')}&newest=${newest}`, { cache: 'no-store' }));
}

export async function fetchOlder(user, chat, before, count) {
  return answered(await fetch(`/sim/messages?user=${user}&chat=${chat}&before=${before}&count=${count}`));
}

/** One person does something; files make it a form. */
export async function act(user, what, fields = {}, files = []) {
  if (!files.length) {
    const body = JSON.stringify({ user, act: what, ...fields });
    return answered(await fetch('/sim/act', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }));
  }
  const form = new FormData();
  for (const [name, value] of Object.entries({ user, act: what, ...fields })) {
    if (value !== null && value !== undefined) form.append(name, value);
  }
  files.forEach((file, index) => form.append(`photo${index}`, file, file.name ?? `photo${index}.jpg`));
  return answered(await fetch('/sim/act', { method: 'POST', body: form }));
}

const PATIENCE = [250, 500, 1000, 2000, 4000];

/** Follows the events of some people from `seq` on. `onLost` once when the line breaks, `onBack` before it goes on. */
export class Line {
  constructor(ids, handlers) {
    this.ids = ids;
    this.handlers = handlers;
    this.tries = 0;
    this.lost = false;
  }

  open(seq) {
    this.close();
    this.source = new EventSource(`/sim/events?user=${this.ids.join(',')}&since=${seq}`);
    this.source.onopen = () => { this.tries = 0; };
    this.source.onmessage = ({ data }) => this.take(JSON.parse(data));
    this.source.onerror = () => this.retry();
  }

  close() {
    this.source?.close();
  }

  take(event) {
    if (event.kind === 'reset') this.retry();
    else this.handlers.onEvent(event);
  }

  retry() {
    this.close();
    if (!this.lost) this.handlers.onLost();
    this.lost = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(), PATIENCE[Math.min(this.tries++, PATIENCE.length - 1)]);
  }

  async again() {
    try {
      const seq = await this.handlers.onBack();
      this.lost = false;
      this.open(seq);
    } catch {
      this.retry();
    }
  }
}
