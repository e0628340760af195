/** Reads server-sent events from a real connection. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';

export interface ReadEvent {
  readonly id: number;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

export interface Opened {
  readonly response: IncomingMessage;
  /** Milliseconds from the request to the first byte of the body. */
  readonly firstByteMs: () => number | null;
  readonly text: () => string;
  readonly events: () => ReadEvent[];
  /** When the server ends the stream. */
  readonly ended: Promise<void>;
  cut(): void;
}

export async function openEvents(port: number, path: string, headers: Record<string, string>): Promise<Opened> {
  const startMs = performance.now();
  const request = httpRequest({ port, path, headers, agent: false });
  request.on('error', () => undefined); // it is cut by the test
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  let firstMs: number | null = null;
  response.setEncoding('utf8').on('data', (chunk: string) => {
    firstMs ??= performance.now() - startMs;
    text += chunk;
  });
  response.on('error', () => undefined);
  return {
    response,
    firstByteMs: () => firstMs,
    text: () => text,
    events: () => eventsOf(text),
    ended: once(response, 'close').then(() => undefined),
    cut: () => request.destroy(),
  };
}

/** Only events that came to their end: a client throws the rest away. */
export function eventsOf(text: string): ReadEvent[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .filter((block) => block.startsWith('id: '))
    .map((block) => {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
      return { id: Number(fields['id']), event: String(fields['event']), data: JSON.parse(String(fields['data'])) };
    });
}
