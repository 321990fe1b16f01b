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

/** News from an address as they come, already read; `onEnd` once, when the line breaks or was never there. */
export function listen(path, { onOpen = () => {}, onNews, onEnd }) {
  const socket = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}${path}`);
  let ended = false;
  const end = () => { if (!ended) { ended = true; onEnd(); } };
  socket.onopen = onOpen;
  socket.onmessage = ({ data }) => { if (!ended) onNews(JSON.parse(data)); };
  socket.onerror = end;
  socket.onclose = end;
  return { close() { ended = true; socket.close(); } };
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
    this.source = listen(`/sim/events?user=${this.ids.join(',')}&since=${seq}`, {
      onOpen: () => { this.tries = 0; }, onNews: (event) => this.take(event), onEnd: () => this.retry(),
    });
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
