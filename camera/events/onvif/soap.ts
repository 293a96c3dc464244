/** SOAP 1.2 envelopes as ONVIF writes them (events page, "Envelopes"). */
import { CameraError } from '../../core/errors';
import { readText } from '../../protocol/charset';
import { readXml, type Element } from '../../protocol/xml';

const NAMESPACES = {
  s: 'http://www.w3.org/2003/05/soap-envelope',
  wsa: 'http://www.w3.org/2005/08/addressing',
  wsnt: 'http://docs.oasis-open.org/wsn/b-2',
  tev: 'http://www.onvif.org/ver10/events/wsdl',
  tds: 'http://www.onvif.org/ver10/device/wsdl',
  trt: 'http://www.onvif.org/ver10/media/wsdl',
} as const;

/** What is to be called, where. */
export interface SoapCall {
  readonly action: string;
  /** The content of `Body`, with the prefixes of `NAMESPACES`. */
  readonly body: string;
  /** The address of a subscription, as the camera wrote it. */
  readonly to?: string;
  /** Copies of its `ReferenceParameters`, as XML. */
  readonly reference?: string;
}

/** @param security the content of the header that proves who asks; empty for none. */
export function envelope(
  { action, body, to, reference = '' }: SoapCall,
  security: string,
  messageId: string,
): string {
  const declarations = Object.entries(NAMESPACES).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`);
  const addressing = [
    `<wsa:Action>${escapeXml(action)}</wsa:Action>`,
    `<wsa:MessageID>urn:uuid:${messageId}</wsa:MessageID>`,
    to === undefined ? '' : `<wsa:To>${escapeXml(to)}</wsa:To>`,
  ];
  const header = `<s:Header>${addressing.join('')}${reference}${security}</s:Header>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<s:Envelope ${declarations.join(' ')}>${header}<s:Body>${body}</s:Body></s:Envelope>`;
}

/** A fault that a camera answered with. */
export interface SoapFault {
  /** Local names of its codes and details. */
  readonly names: readonly string[];
  /** The camera's own words. */
  readonly reason: string;
}

export type SoapAnswer =
  { readonly body: Element; readonly fault?: undefined } | { readonly fault: SoapFault };

/**
 * Reads an envelope, whatever its prefixes are.
 *
 * @returns undefined for what is none, such as an HTML page.
 * @throws CameraError `BAD_RESPONSE` for one that is broken.
 */
export function readEnvelope(bytes: Buffer): SoapAnswer | undefined {
  const text = readText(bytes);
  if (!/<(?:[\w.-]+:)?Envelope[\s>]/.test(text)) return undefined;
  const root = readXml(text);
  const body = localName(root.name) === 'Envelope' ? child(root, 'Body') : undefined;
  if (!body) throw new CameraError('BAD_RESPONSE', 'the answer is no complete SOAP envelope');
  const fault = child(body, 'Fault');
  return fault ? { fault: readFault(fault) } : { body };
}

function readFault(fault: Element): SoapFault {
  const codes = [...descendants(fault, 'Value'), ...descendants(fault, 'faultcode')].map(({ text }) =>
    localName(text),
  );
  const details = descendants(fault, 'Detail')
    .flatMap(everyElement)
    .map(({ name }) => localName(name));
  const [reason] = [...descendants(fault, 'Text'), ...descendants(fault, 'faultstring')];
  return { names: [...codes, ...details], reason: reason?.text ?? '' };
}

export const localName = (name: string) => name.slice(name.lastIndexOf(':') + 1);

/** The first child of this local name, or of the first of them its child, and so on. */
export function child(element: Element | undefined, ...path: string[]): Element | undefined {
  return path.reduce<Element | undefined>(
    (parent, name) => parent?.children.find((one) => localName(one.name) === name),
    element,
  );
}

export const children = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter((one) => localName(one.name) === name) ?? [];

/** An attribute by its local name. */
export const attribute = (element: Element, name: string): string | undefined =>
  element.attributes.find(([full]) => localName(full) === name)?.[1];

function everyElement(element: Element): Element[] {
  return [element, ...element.children.flatMap(everyElement)];
}

const descendants = (element: Element, name: string): Element[] =>
  everyElement(element).filter((one) => localName(one.name) === name);

/** Longer ones are none a camera gives. */
const REFERENCE_LIMIT = 4_096;

/**
 * The `ReferenceParameters` of a subscription as headers for the calls to it, with the namespaces that were in
 * force where they stood. Empty if there are none.
 *
 * @param path from the envelope down to the element that holds them.
 */
export function referenceHeaders(path: readonly Element[]): string {
  const inForce = new Map<string, string>();
  for (const { attributes } of path) {
    for (const [name, value] of attributes) if (/^xmlns(?::|$)/.test(name)) inForce.set(name, value);
  }
  const headers = path.at(-1)?.children.map((parameter) => {
    const attributes = new Map([...inForce, ...parameter.attributes]);
    attributes.set('xmlns:wsaRef', NAMESPACES.wsa).set('wsaRef:IsReferenceParameter', 'true');
    return writeElement({ ...parameter, attributes: [...attributes] });
  });
  const text = headers?.join('') ?? '';
  return text.length <= REFERENCE_LIMIT ? text : '';
}

function writeElement({ name, attributes, children: inner, text }: Element): string {
  const written = attributes.map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('');
  return `<${name}${written}>${escapeXml(text)}${inner.map(writeElement).join('')}</${name}>`;
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
