/** Reads a form: fields into memory, files into a folder, whatever the client sends. */
import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorCode } from '../../common/error-code.js';
import { Problem, type FieldError } from '../../common/http/problem.js';
import type { UploadedPart } from '../../sources/upload/lay-upload.js';
import { FORM_LIMITS } from './multipart-server.js';

export const FILES_FIELD = 'files';

export interface FormFile extends UploadedPart {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly hash: string;
}

export interface Form {
  /** Texts, or what a part of type application/json says. */
  readonly fields: ReadonlyMap<string, unknown>;
  readonly files: readonly FormFile[];
  /** Parts that cannot be used, one fault each. */
  readonly faults: readonly FieldError[];
}

const FAULTS_MAX = 100;

/** @param folder takes the files, under numbers. @throws Problem `invalid_request` when it is no form, `body_too_large` */
export async function readForm(request: FastifyRequest, folder: string): Promise<Form> {
  const reader = new FormReader(folder);
  if (Number(request.headers['content-length'] ?? 0) > FORM_LIMITS.totalBytesMax) throw tooLarge();
  if (request.raw.destroyed && !request.raw.readableEnded) throw unreadable(new Error('the client went away'));
  try {
    for await (const part of request.parts()) await reader.take(part);
    return reader;
  } catch (error) {
    throw asFormProblem(error);
  } finally {
    // What is left is read and thrown away, so that the client can finish and read the answer.
    request.raw.unpipe();
    request.raw.resume();
  }
}

class FormReader implements Form {
  readonly fields = new Map<string, unknown>();
  readonly files: FormFile[] = [];
  readonly faults: FieldError[] = [];
  private bytes = 0;

  constructor(private readonly folder: string) {}

  async take(part: MultipartFile | MultipartValue): Promise<void> {
    if (part.type === 'file') await this.takeFile(part);
    else this.takeField(part);
  }

  private takeField({ fieldname: name, value, ...field }: MultipartValue): void {
    // The plugin's types leave out that it cuts.
    const { fieldnameTruncated: isNameCut, valueTruncated: isCut } = field as { fieldnameTruncated?: boolean; valueTruncated?: boolean }; // prettier-ignore
    if (isCut) throw tooLarge();
    this.count(typeof value === 'string' ? Buffer.byteLength(value) : 0);
    if (isNameCut) this.fault(name, 'unrecognized_keys', 'The name of the field is too long.');
    else if (name === FILES_FIELD) this.fault(name, 'invalid_type', 'Must be a file: send it with a file name.');
    else if (this.fields.has(name)) this.fault(name, 'duplicate_field', 'Must be given once.');
    else this.fields.set(name, value);
  }

  private async takeFile({ fieldname: name, filename, file }: MultipartFile): Promise<void> {
    const isWanted = name === FILES_FIELD;
    if (!isWanted) this.fault(name, 'invalid_type', `Files are taken as \`${FILES_FIELD}\` only.`);
    const path = join(this.folder, String(this.files.length));
    const hash = createHash('sha256');
    let bytes = 0;
    const counter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        hash.update(chunk);
        done(this.isOver(chunk.length) ? tooLarge() : null, chunk);
      },
    });
    if (isWanted) await pipeline(file, counter, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    else await pipeline(file, counter.resume());
    if (file.truncated) throw tooLarge();
    if (isWanted) this.files.push({ fileName: filename ?? '', path, bytes, hash: hash.digest('hex') });
  }

  private isOver(bytes: number): boolean {
    this.bytes += bytes;
    return this.bytes > FORM_LIMITS.totalBytesMax;
  }

  private count(bytes: number): void {
    if (this.isOver(bytes)) throw tooLarge();
  }

  private fault(name: string, code: string, message: string): void {
    const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (this.faults.length < FAULTS_MAX) this.faults.push({ pointer, code, message });
  }
}

const PAYLOAD_TOO_LARGE = 413;

/** Whatever the parser does not understand is the client's fault; a disk that is full is ours. */
function asFormProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof Error && 'statusCode' in error && error.statusCode === PAYLOAD_TOO_LARGE) return tooLarge(error);
  if (error instanceof Error && 'syscall' in error && errorCode(error) !== 'ECONNRESET') return error;
  return unreadable(error);
}

function tooLarge(cause?: unknown): Problem {
  const { totalBytesMax, partsMax, fieldBytesMax } = FORM_LIMITS;
  const detail = `A form has at most ${totalBytesMax} bytes, ${partsMax} parts, and ${fieldBytesMax} bytes in a field that is no file.`;
  return new Problem('body_too_large', detail, { cause });
}

function unreadable(cause: unknown): Problem {
  return new Problem('invalid_request', 'The form cannot be read: it is cut off, or not written as RFC 7578 says.', {
    internalText: cause instanceof Error ? cause.message : String(cause),
    cause,
  });
}
