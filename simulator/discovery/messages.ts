import { contentOf, textOf } from '../onvif/soap';
import { escaped } from '../escape';

/** WS-Discovery uses WS-Addressing of 2004, events that of 2005. */
const NAMESPACES = [
  'xmlns:s="http://www.w3.org/2003/05/soap-envelope"',
  'xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"',
  'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"',
  'xmlns:dn="http://www.onvif.org/ver10/network/wsdl"',
  'xmlns:tds="http://www.onvif.org/ver10/device/wsdl"',
].join(' ');
const PROBE = 'http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe';
const ANONYMOUS = 'http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous';

export interface Probe {
  id: string;
  /** Local names of the requested types; empty matches all. */
  types: string[];
  scopes: string[];
}

export function readProbe(xml: string): Probe | undefined {
  const id = textOf(xml, 'MessageID');
  if (!id || textOf(xml, 'Action') !== PROBE) return undefined;
  const words = (name: string): string[] => (textOf(xml, name) ?? '').split(/\s+/).filter(Boolean);
  if (contentOf(xml, 'Probe') === undefined && !/<(?:[\w.-]+:)?Probe\s*\/>/.test(xml)) return undefined;
  return { id, types: words('Types').map((type) => type.replace(/^.*:/, '')), scopes: words('Scopes') };
}

export interface Match {
  relatesTo: string;
  messageId: string;
  endpoint: string;
  types: string;
  scopes: readonly string[];
  addresses: readonly string[];
}

export function probeMatches(match: Match): string {
  const header = [
    `<wsa:MessageID>${match.messageId}</wsa:MessageID>`,
    `<wsa:RelatesTo>${escaped(match.relatesTo)}</wsa:RelatesTo>`,
    `<wsa:To>${ANONYMOUS}</wsa:To>`,
    `<wsa:Action>${PROBE}Matches</wsa:Action>`,
  ].join('');
  const body = [
    `<wsa:EndpointReference><wsa:Address>${match.endpoint}</wsa:Address></wsa:EndpointReference>`,
    `<d:Types>${match.types}</d:Types>`,
    `<d:Scopes>${match.scopes.join(' ')}</d:Scopes>`,
    `<d:XAddrs>${match.addresses.join(' ')}</d:XAddrs>`,
    '<d:MetadataVersion>1</d:MetadataVersion>',
  ].join('');
  return `<?xml version="1.0" encoding="utf-8"?>
<s:Envelope ${NAMESPACES}><s:Header>${header}</s:Header><s:Body><d:ProbeMatches><d:ProbeMatch>${body}</d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>`;
}
