import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Principal } from '../../common/http/principal.js';
import { Problem } from '../../common/http/problem.js';
import type { InputFile } from '../../sources/input.js';
import { layUpload } from '../../sources/upload/lay-upload.js';
import { UploadRefused } from '../../sources/upload/upload-refused.js';
import { CreateMigrations, type InputSource } from '../create/create-migrations.js';
import { fieldsOf } from './form-fields.js';
import { OneAtATime } from './one-at-a-time.js';
import { FILES_FIELD, readForm } from './read-form.js';
import { UploadFolders } from './upload-folders.js';

/** A file is in memory while it is stored, packed and on its way to the database: three times, in a process that has 256 MiB. */
const fileBytesMax = 32 * 2 ** 20;
const waitingMax = 20;

/** Migrations of uploaded files. */
@Injectable()
export class UploadMigrations {
  private readonly storing = new OneAtATime(waitingMax);

  constructor(
    private readonly folders: UploadFolders,
    private readonly creation: CreateMigrations,
  ) {}

  /** @throws Problem `invalid_request` for the fields, `invalid_upload` for the files, `body_too_large`, `overloaded`; nothing is written then */
  create(request: FastifyRequest, reply: FastifyReply, caller: Principal): Promise<void> {
    return this.folders.within(async (folder) => {
      const form = await readForm(request, folder);
      const fields = fieldsOf(form);
      const { scripts, tables } = await layUpload(form.files, join(folder, 'laid'), { limits: { fileBytesMax } }).catch(
        refusal,
      );
      const { name, target, options, auto_start: autoStart } = fields;
      const files = form.files.map(({ fileName, hash }) => [fileName, hash]);
      const asked = {
        request,
        reply,
        caller,
        meaning: { ...fields, files },
        draft: { name, target, options, autoStart, sourceKind: 'upload' },
        inputs: [...scripts.map((file) => inputOf('script', file)), ...tables.map((file) => inputOf('table', file))],
      } as const;
      await this.storing.run(() => this.creation.create(asked));
    });
  }
}

/** Read when it is stored, and not before: an upload may be larger than the memory. */
function inputOf(kind: InputSource['kind'], { path, absolutePath, bytes }: InputFile): InputSource {
  return { kind, path, sizeBytes: bytes, read: () => readFile(absolutePath) };
}

function refusal(error: unknown): never {
  if (!(error instanceof UploadRefused)) throw error;
  const errors = error.faults.map(({ code, file, reason }) => ({ pointer: `/${FILES_FIELD}`, code, message: `${file}: ${reason}` })); // prettier-ignore
  throw new Problem('invalid_upload', error.publicText, { errors, cause: error });
}
