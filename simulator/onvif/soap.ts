import { unescaped } from '../escape';

/** The parts of a request that matter here. Elements are found by local name. */
export interface SoapRequest {
  /** Local name of the first element of the body. */
  operation: string;
  header: string;
  body: string;
  /** Path of the request; identifies a subscription. */
  path: string;
}

export function readSoap(xml: string, path: string): SoapRequest | undefined {
  const body = contentOf(xml, 'Body');
  const operation = /^\s*<(?:[\w.-]+:)?([\w.-]+)/.exec(body ?? '')?.[1];
  if (body === undefined || operation === undefined) return undefined;
  return { operation, header: contentOf(xml, 'Header') ?? '', body, path };
}

/** Content of the first element with this local name. */
export function contentOf(xml: string, name: string): string | undefined {
  const found = new RegExp(`<((?:[\\w.-]+:)?${name})(?:\\s[^>]*)?>([^]*?)</\\1\\s*>`).exec(xml);
  return found?.[2];
}

/** Text of the first element with this local name, unescaped. */
export function textOf(xml: string, name: string): string | undefined {
  const content = contentOf(xml, name);
  return content === undefined ? undefined : unescaped(content.trim());
}

/** Parses `PT60S`, `PT1M30.5S`; undefined for other texts. */
export function durationMs(text: string): number | undefined {
  const found = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text);
  if (!found) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = found;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

const NAMESPACES = {
  s: 'http://www.w3.org/2003/05/soap-envelope',
  wsa: 'http://www.w3.org/2005/08/addressing',
  wsnt: 'http://docs.oasis-open.org/wsn/b-2',
  wstop: 'http://docs.oasis-open.org/wsn/t-1',
  tds: 'http://www.onvif.org/ver10/device/wsdl',
  trt: 'http://www.onvif.org/ver10/media/wsdl',
  tev: 'http://www.onvif.org/ver10/events/wsdl',
  tt: 'http://www.onvif.org/ver10/schema',
  ter: 'http://www.onvif.org/ver10/error',
  tns1: 'http://www.onvif.org/ver10/topics',
  tnshik: 'http://www.hikvision.com/2011/event/topics',
};

export const NAMESPACE = NAMESPACES;

export function envelope(body: string, header = ''): string {
  const names = Object.entries(NAMESPACES).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<s:Envelope ${names.join(' ')}>${header && `<s:Header>${header}</s:Header>`}<s:Body>${body}</s:Body></s:Envelope>`,
  ].join('\n');
}

/** A SOAP fault with its nested subcode and HTTP status. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';

  constructor(
    readonly subcode: string,
    message: string,
    readonly status = 400,
    readonly blames: 'Sender' | 'Receiver' = 'Sender',
  ) {
    super(message);
  }

  get body(): string {
    const code = `<s:Value>s:${this.blames}</s:Value><s:Subcode><s:Value>${this.subcode}</s:Value></s:Subcode>`;
    const reason = `<s:Text xml:lang="en">${this.message}</s:Text>`;
    return `<s:Fault><s:Code>${code}</s:Code><s:Reason>${reason}</s:Reason></s:Fault>`;
  }
}

/** Formats as `2026-01-02T03:04:05Z`. */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
