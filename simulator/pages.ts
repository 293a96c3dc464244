import { html, type Answer } from './answer';
import type { Device } from './device';
import { drawSnapshot } from './picture/snapshot';
import type { Position } from './ptz';

/** Pages that belong to the simulator and not to the camera; they are not in the request log. */
export async function page(device: Device, path: string): Promise<Answer | undefined> {
  switch (path) {
    case '/':
      return html(HOME_PAGE);
    case '/simulator/picture':
      return { status: 200, type: 'image/jpeg', body: await drawSnapshot(device, 'main'), refused: false };
    case '/simulator/state':
      return { status: 200, type: 'application/json', body: JSON.stringify(stateOf(device)), refused: false };
    default:
      return undefined;
  }
}

function stateOf(device: Device) {
  const { settings, relay, ptz, sessions, options } = device;
  return {
    model: settings.model,
    style: options.style,
    title: settings.osd['title_utf8'],
    relay: options.hasRelay ? (relay.open ? 'open' : 'closed') : 'none',
    light: settings.led,
    ircut: settings.ircut,
    position: rounded(ptz.position),
    moving: ptz.moving,
    presets: [...ptz.presets.keys()],
    motion: settings.motion['enable'] === '1' ? 'on' : 'off',
    alarms: device.alarms.length,
    sessions: sessions.count,
    reboots: device.reboots,
  };
}

function rounded(position: Position): Position {
  const pairs = Object.entries(position).map(([axis, value]) => [axis, Math.round(value * 10) / 10]);
  return Object.fromEntries(pairs) as Position;
}

/** Reloads picture and state each second, one after the other so that a slow answer piles nothing up. */
const HOME_PAGE = `<head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Simulated camera</title><style>
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:1280px;padding:0 1rem;background:#f4f4f0;color:#222}
img{width:100%;aspect-ratio:16/9;border-radius:8px;background:#888}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}dt{color:#666}dd{margin:0}
</style></head><body><h1>Simulated camera</h1><img id="picture" alt="What the camera sees"><dl id="state"></dl><script>
const picture = document.getElementById('picture');
const list = document.getElementById('state');
async function show() {
  try {
    const state = await (await fetch('/simulator/state')).json();
    list.replaceChildren(...Object.entries(state).flatMap(([name, value]) => {
      const term = document.createElement('dt');
      const text = document.createElement('dd');
      term.textContent = name;
      text.textContent = typeof value === 'object' ? JSON.stringify(value) : value;
      return [term, text];
    }));
    picture.src = '/simulator/picture?' + Date.now();
  } catch {
    list.textContent = 'The camera does not answer.';
  }
  setTimeout(show, 1000);
}
show();
</script></body>`;
