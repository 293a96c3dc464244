/** Node-RED's admin HTTP API, as the editor uses it. */

const ANSWER_MS = 40_000;

export interface AdminAnswer {
  status: number;
  text: string;
  /** The parsed text, when it is JSON. */
  json: unknown;
}

export interface AdminRequest {
  method: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export async function askAdmin(url: string, { method, body, headers }: AdminRequest): Promise<AdminAnswer> {
  const response = await fetch(url, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  return { status: response.status, text, json: isJson ? (JSON.parse(text) as unknown) : undefined };
}
