import { Socket } from 'node:net';
import { childService, type ChildService } from './child-service.js';
import { encodeFrame, FrameReader } from './frames.js';
import { requestEnvelope, type ChildRequest } from './protocol.js';
import { SandboxError } from './sandbox-error.js';

/**
 * Entry point of the sandbox's child process. It talks on file descriptor 3 only, does one request at a time and dies
 * with its parent: when the pipe ends, it kills itself, whatever DuckDB's threads are doing.
 */
const PIPE_FD = 3;
/** The parent is trusted, so this only bounds mistakes. */
const MAX_REQUEST_BYTES = 2 ** 28;
const MAX_ERROR_CHARS = 10_000;

const pipe = new Socket({ fd: PIPE_FD, readable: true, writable: true });
const reader = new FrameReader(MAX_REQUEST_BYTES);
const service: ChildService = childService();

pipe.on('data', (chunk: Buffer) => {
  for (const message of reader.push(chunk)) void answer(message);
});
pipe.on('end', die);
pipe.on('error', die);

async function answer(message: string): Promise<void> {
  const { id, request } = requestEnvelope.parse(JSON.parse(message));
  pipe.write(encodeFrame(await replyTo(id, request)));
}

async function replyTo(id: number, request: ChildRequest): Promise<string> {
  try {
    return `{"id":${id},"ok":true,"result":${await service(request)}}`;
  } catch (thrown) {
    return JSON.stringify({ id, ok: false, error: failure(thrown) });
  }
}

function failure(thrown: unknown): object {
  const error = thrown instanceof SandboxError ? thrown : unexpected(thrown);
  const { code, publicText, internalText, resource, statementIndex } = error;
  const [shownText, loggedText] = [publicText, internalText].map((text) => text.slice(0, MAX_ERROR_CHARS));
  return { code, publicText: shownText, internalText: loggedText, resource, statementIndex };
}

/** A fault of ours: the details are for the log. */
function unexpected(thrown: unknown): SandboxError {
  const publicText = 'The sandbox failed at this request. Run again; if it happens again, report it.';
  return new SandboxError({ code: 'sandbox_crashed', publicText, internalText: String(thrown), cause: thrown });
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
