import { CameraError } from '../core/errors';
import { repair } from './xml-repair';

/** An XML element, with the names and the texts as they were written. */
export interface Element {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly Element[];
  /** The element's own text, without surrounding white space. */
  readonly text: string;
}

/**
 * Reads the answer of a CGI command. Cameras escape nothing (field notes 6 and 20), so an entity is the characters it
 * consists of: a title `a &lt; b` has nine.
 *
 * @throws CameraError `BAD_RESPONSE` for anything but one complete root.
 */
export const readDocument = (text: string): Element => read(text, 'raw');

/**
 * Reads a document whose entities are decoded, such as SOAP. A raw `&`, or a quote inside an attribute, is forgiven,
 * but only where it has to be: a repair takes an attribute that is followed by text for one that holds a quote.
 *
 * @throws CameraError `BAD_RESPONSE` for anything but one complete root, and for a document type.
 */
export function readXml(text: string): Element {
  try {
    return read(text, 'as-is');
  } catch {
    return read(text, 'decoded');
  }
}

function read(text: string, entities: 'raw' | 'decoded' | 'as-is'): Element {
  // Entities that a document defines itself may grow without a limit.
  if (/<!(?:doctype|entity)/i.test(text)) throw malformed('it has a document type');
  // The parser passes over text behind a root; within another element it does not.
  const content = text.replace(DECLARATION, '');
  const whole = `<answer>${entities === 'as-is' ? content : repair(content, entities)}</answer>`;
  const { children: roots, text: stray } = elements(parse(whole))[0]!;
  if (roots.length > 1) throw malformed('it has several roots');
  if (roots.length === 0 || stray !== '') throw malformed('it is no XML');
  return roots[0]!;
}

const DECLARATION = /^\s*<\?xml\b[^>]*\?>/;

const malformed = (why: string) =>
  new CameraError('BAD_RESPONSE', `the answer is not a document of a camera: ${why}`);

/** What the parser makes of a node: text, or the children under the tag's name with the attributes beside. */
type Node = Record<string, unknown>;

const ATTRIBUTES = ':@';
const TEXT = '#text';

interface Parser {
  parse(text: string, validate: boolean): unknown;
}

/** Made when the first answer comes in rather than when Node-RED starts. */
const parsers: { plain?: Parser; numeric?: Parser } = {};

function parse(text: string): Node[] {
  try {
    // The parser knows `&#252;` only among HTML's entities, and learns these anew for each text, which takes five
    // times as long as to parse it.
    const parser = text.includes('&#')
      ? (parsers.numeric ??= createParser(true))
      : (parsers.plain ??= createParser(false));
    return parser.parse(text, true) as Node[];
  } catch {
    // The parser's message may quote the answer.
    throw malformed('it is incomplete or malformed');
  }
}

function createParser(htmlEntities: boolean): Parser {
  const { XMLParser } = require('fast-xml-parser') as typeof import('fast-xml-parser');
  return new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    // Types come from the command table, and text stays as it is: `00123` is no number.
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    htmlEntities,
    ignoreDeclaration: true,
    ignorePiTags: true,
  });
}

function elements(nodes: readonly Node[]): Element[] {
  return nodes.filter((node) => !(TEXT in node)).map(element);
}

function element(node: Node): Element {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES)!;
  const children = node[name] as Node[];
  return {
    name,
    attributes: Object.entries((node[ATTRIBUTES] ?? {}) as Record<string, string>),
    children: elements(children),
    text: children
      .map((child) => (TEXT in child ? String(child[TEXT]) : ''))
      .join('')
      .trim(),
  };
}
