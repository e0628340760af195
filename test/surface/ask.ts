/** Questions over a real connection. */
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import type { Loose } from '../support/api.js';

/** Long enough for a run that waits for others; a stream of events lasts as long as its run. */
const answerTimeoutMs = 90_000;

export interface Question {
  /** For the braces of the path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Access token, API key or service token. */
  readonly token?: string;
  readonly body?: object;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** As no HTTP client would write it. */
  readonly isGarbled?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON, or null. */
  readonly body: Loose;
}

/** @param address of the operation, without its query */
export async function ask(method: string, address: string, question: Question): Promise<Answer> {
  const url = new URL(address);
  for (const [name, value] of Object.entries(question.query ?? {})) url.searchParams.set(name, value);
  if (question.isGarbled) return askGarbled(method, url);
  const { body, form, token, headers } = question;
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(answerTimeoutMs),
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    ...(form ? { body: form } : {}),
  });
  return answerOf(response.status, response.headers, await response.text());
}

/** What takes no parameters and no body can be asked wrongly only below HTTP. */
async function askGarbled(method: string, { hostname, port, pathname, host }: URL): Promise<Answer> {
  const socket = connect(Number(port), hostname);
  socket.setTimeout(answerTimeoutMs, () => socket.destroy(new Error('no answer to a garbled request')));
  socket.write(`${method} ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: many\r\n\r\n`);
  const whole = await textOf(socket);
  const [head = '', ...rest] = whole.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Headers(lines.map((line): [string, string] => [line.split(':')[0] ?? '', line.replace(/^[^:]*: ?/, '')])); // prettier-ignore
  return answerOf(Number(first.split(' ')[1]), headers, rest.join('\r\n\r\n'));
}

function answerOf(status: number, headers: Headers, text: string): Answer {
  const isJson = /json/.test(headers.get('content-type') ?? '');
  return { status, headers, text, body: isJson ? JSON.parse(text) : null };
}
