/** What a command answers, before it becomes HTTP. */
export interface Answer {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
  /** A refusal does not renew the session, whatever its status says. */
  refused: boolean;
  /** Happens once the answer is on its way, for commands that end in a reboot. */
  after?: () => void;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

export type Attributes = Record<string, string | number>;

export function xml(body: string, status = 200): Answer {
  return { status, type: 'text/xml', body: `${DECLARATION}${body}\n`, refused: status !== 200 };
}

export function html(body: string, status = 200): Answer {
  const page = `<!DOCTYPE html>\n<html>${body}</html>\n`;
  return { status, type: 'text/html', body: page, refused: status !== 200 };
}

export function text(body: string): Answer {
  return { status: 200, type: 'text/plain', body, refused: true };
}

/** A fault as in section 2.3. Nothing is escaped (field notes, 6). */
export function fault(value: string, reason: string, status = 400): Answer {
  const body = `<fault>\n<value>${value}</value>\n<reason>${reason}</reason>\n</fault>`;
  return { ...xml(body, status), refused: true };
}

/** An element with its attributes written raw: a quote in a value breaks the document, as on a camera. */
export function element(name: string, attributes: Attributes, content?: string): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
  const head = `<${name}${list.join('')}`;
  return content === undefined ? `${head}/>` : `${head}>${content}</${name}>`;
}
