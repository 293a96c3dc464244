import { readText } from '../protocol/charset';
import { readXml, type Element } from '../protocol/xml';

/** What a device answered to a probe. */
export interface Announced {
  /** Tells one device from another, whatever its address. */
  readonly id: string;
  /** Of its web server, as far as it tells. */
  readonly port: number;
  readonly name: string;
  readonly model: string;
}

/** An answer has one or two KB; more is none of a camera. */
const LONGEST_ANSWER_BYTES = 16_384;
const MOST_MATCHES = 4;
const LONGEST_TEXT = 100;

/**
 * Reads an answer to a probe. Anyone may send one, so that whatever cannot be understood is no device.
 *
 * @param address the sender's: of several addresses in the answer the one that is his tells the port.
 */
export function readProbeMatches(answer: Buffer, address: string): Announced[] {
  if (answer.length > LONGEST_ANSWER_BYTES) return [];
  try {
    const matches = named(readXml(readText(answer)), 'ProbeMatch').slice(0, MOST_MATCHES);
    return matches.flatMap((match) => announced(match, address) ?? []);
  } catch {
    return [];
  }
}

function announced(match: Element, address: string): Announced | undefined {
  const text = (name: string) => named(match, name)[0]?.text ?? '';
  if (!/NetworkVideoTransmitter/i.test(text('Types'))) return undefined;
  const id = plain(text('Address'));
  if (id === '') return undefined;
  const scopes = text('Scopes').split(/\s+/).slice(0, 50);
  return {
    id,
    port: portOf(text('XAddrs'), address),
    name: scope(scopes, 'name'),
    model: scope(scopes, 'hardware'),
  };
}

/** All elements of a local name, however deep. */
function named(element: Element, name: string): Element[] {
  const own = element.name.replace(/^.*:/, '') === name ? [element] : [];
  return [...own, ...element.children.flatMap((child) => named(child, name))];
}

function portOf(addresses: string, sender: string): number {
  const urls = addresses
    .split(/\s+/)
    .slice(0, 10)
    .flatMap((text) => (URL.canParse(text) ? [new URL(text)] : []))
    .filter(({ protocol }) => protocol === 'http:');
  const own = urls.find(({ hostname }) => hostname === sender) ?? urls[0];
  return own?.port ? Number(own.port) : 80;
}

function scope(scopes: readonly string[], kind: string): string {
  const prefix = `onvif://www.onvif.org/${kind}/`;
  const found = scopes.find((text) => text.toLowerCase().startsWith(prefix))?.slice(prefix.length) ?? '';
  try {
    return plain(decodeURIComponent(found));
  } catch {
    return plain(found);
  }
}

const plain = (text: string) =>
  text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT);
