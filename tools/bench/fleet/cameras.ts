/**
 * Many simple cameras in a process of their own, each at a port of its own. Each has a relay that can be set and
 * read, and remembers how often it was opened. Their number is the argument.
 */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { answerRequests } from '../answer-requests';

const count = Number(process.argv[2] ?? 1);

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const AREA = `${'f'.repeat(98)}0f`;

interface State {
  readonly mac: string;
  open: boolean;
  openings: number;
}

/** Answers of one camera, by the last part of the path. */
function documentOf(state: State, command: string, query: string): string | undefined {
  switch (command) {
    case 'getuid':
      return '<uid>7468421d</uid>';
    case 'keep_alive':
      return '<keep_alive>true</keep_alive>';
    case 'getinfo':
      return '<info kernel="3.10.14" filesystem="V5.2.30" sn="0012300456789"/>';
    case 'network':
      return `<network macaddr="${state.mac}" dhcp="0" ipaddr="192.168.0.10" netmask="255.255.255.0" gateway="192.168.0.1" dns1="8.8.8.8" dns2="8.8.8.8" port="80"/>`;
    case 'getmodel':
      return '<model>MC200J6</model>';
    case 'motion':
      return `<motion enable="1" sensitivity="80" alarmthreshold="20" enable_nighttime="0" night_sensitivity="80" night_alarmthreshold="20" blockcount="22x18" areavalue="${AREA}"/>`;
    case 'getRelayStatus':
      return `<RelayStatus>status=${Number(state.open)}</RelayStatus>`;
    case 'setRelayStatus':
      return `<RelayStatus> set status=${set(state, query.includes('status=1'))}</RelayStatus>`;
    default:
      return undefined;
  }
}

function set(state: State, open: boolean): number {
  if (open && !state.open) state.openings += 1;
  state.open = open;
  return Number(open);
}

function answer(state: State, head: string): string {
  const [, command = '', query = ''] = /^GET \/cgi-bin\/(\w+)\??(\S*)/.exec(head) ?? [];
  const document = documentOf(state, command, query);
  const body = XML + (document ?? '<fault><reason>unsupported command</reason></fault>') + '\n';
  const status = document === undefined ? '404 Not Found' : '200 OK';
  return `HTTP/1.1 ${status}\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

async function start(): Promise<void> {
  const states = Array.from({ length: count }, (_, index): State => {
    const hex = (process.pid * 10_000 + index).toString(16).padStart(12, '0').slice(-12);
    return { mac: hex.match(/../g)!.join('-'), open: false, openings: 0 };
  });
  const ports: number[] = [];
  for (const state of states) {
    const server = createServer({ noDelay: true }, (socket) =>
      answerRequests(socket, (head) => answer(state, head)),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ports.push((server.address() as AddressInfo).port);
  }
  process.send?.({ ports });
  // Each message asks how they are.
  process.on('message', () =>
    process.send?.({
      openings: states.map((state) => state.openings),
      open: states.map((state) => state.open),
    }),
  );
}

void start();
process.on('disconnect', () => process.exit());
