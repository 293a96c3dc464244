import { html, type Answer } from '../answer';

/** Buttons by their names. */
type Actions = Readonly<Record<string, { readonly label: string }>>;

const STYLE = `
body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:1100px;padding:0 1rem;background:#f4f4f0;color:#222}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin:1.5rem 0 .25rem}
figure{margin:0;position:relative}
img{width:100%;aspect-ratio:16/9;border-radius:8px;background:#888;display:block}
.away img{filter:grayscale(1) opacity(.35)}
.away figure::after{content:'Off the network';position:absolute;inset:0;display:grid;place-items:center;font-size:2rem;color:#b3261e}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}dt{color:#666}dd{margin:0;overflow-wrap:anywhere}
#actions{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
#actions form{display:flex;gap:.25rem}
button,input{font:inherit;padding:.4rem .8rem;border:1px solid #bbb;border-radius:6px;background:#fff}
button{cursor:pointer}button:hover{background:#e8eef4}input{width:10rem}
ol{margin:0;padding:0;list-style:none;font:13px/1.6 ui-monospace,monospace;overflow-wrap:anywhere}
`;

/** Loads picture and state twice a second, one after the other so that a slow answer piles nothing up. */
const SCRIPT = `
const get = (id) => document.getElementById(id);
function listed(values) {
  return Object.entries(values).flatMap(([name, value]) => {
    const term = document.createElement('dt');
    const text = document.createElement('dd');
    term.textContent = name;
    text.textContent = value;
    return [term, text];
  });
}
function loaded(picture) {
  return new Promise((done) => { picture.onload = picture.onerror = done; });
}
async function show() {
  try {
    const { requests, ...state } = await (await fetch('/simulator/state')).json();
    get('state').replaceChildren(...listed(state));
    document.body.classList.toggle('away', state.network !== undefined && state.network !== 'on');
    get('requests').replaceChildren(...requests.map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    }));
    const picture = get('picture');
    const done = loaded(picture);
    picture.src = '/simulator/picture?' + Date.now();
    await done;
  } catch {
    get('state').textContent = 'The simulator has ended.';
  }
  setTimeout(show, 500);
}
async function act(name, value) {
  const body = JSON.stringify({ value });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch('/simulator/' + name, { method: 'POST', headers, body });
  get('said').textContent = await answer.text();
}
for (const button of document.querySelectorAll('button[data-action]')) {
  button.onclick = (event) => {
    event.preventDefault();
    const field = button.form?.elements.value;
    act(button.dataset.action, field?.value ?? '');
    if (field) field.value = '';
  };
}
show();
`;

function buttons(actions: Actions): string {
  return Object.entries(actions)
    .map(([name, { label }]) => {
      const button = `<button data-action="${name}">${label}</button>`;
      if (name !== 'password') return button;
      return `<form><input name="value" placeholder="New password" aria-label="New password" autocomplete="off">${button}</form>`;
    })
    .join('\n');
}

/** The page for people: what the camera sees, how it is, and, for who may, what can be done to it. */
export function homePage(actions?: Actions): Answer {
  const controls = actions && `<div id="actions">${buttons(actions)}</div><p id="said" role="status"></p>`;
  return html(`<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>Simulated camera</title><style>${STYLE}</style></head><body>
<h1>Simulated camera</h1><figure><img id="picture" alt="What the camera sees"></figure>
${controls ?? ''}<dl id="state"></dl>
<h2>Last requests</h2><ol id="requests"></ol><script>${SCRIPT}</script></body>`);
}
