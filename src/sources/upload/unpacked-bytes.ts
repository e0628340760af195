/** Counts bytes while they are unpacked: what an archive said of their number is not believed. */
import { Transform } from 'node:stream';
import type { PlannedFile } from './plan-upload.js';
import type { UploadLimits } from './upload-limits.js';
import { UploadRefused } from './upload-refused.js';

export class UnpackedBytes {
  private total = 0;

  constructor(private readonly limits: UploadLimits) {}

  /** Passes a file's bytes on; ends in UploadRefused `upload_too_large` as soon as a limit is passed. */
  counter({ shown }: PlannedFile): Transform {
    let bytes = 0;
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        this.total += chunk.length;
        const isOver = bytes > this.limits.fileBytesMax || this.total > this.limits.totalBytesMax;
        if (isOver)
          done(new UploadRefused([{ code: 'upload_too_large', file: shown, reason: 'unpacks to more bytes than are allowed' }])); // prettier-ignore
        else done(null, chunk);
      },
    });
  }
}
