/** Forms with files, written byte by byte, so that they can be wrong too. */
const BOUNDARY = 'form-0123456789-boundary';

export interface FormPart {
  readonly name: string;
  /** With it the part is a file. */
  readonly fileName?: string | Buffer;
  readonly type?: string;
  readonly content: string | Buffer;
}

export interface MadeForm {
  readonly raw: Buffer;
  readonly contentType: string;
}

export const file = (fileName: string | Buffer, content: string | Buffer = SCRIPT): FormPart => ({
  name: 'files',
  fileName,
  content,
});

export const SCRIPT = 'CREATE TABLE dbo.Berth (BerthID int PRIMARY KEY);';

export function formOf(parts: readonly FormPart[], isCut = false): MadeForm {
  const raw = Buffer.concat([
    ...parts.flatMap((part) => [headOf(part), Buffer.from(part.content), Buffer.from('\r\n')]),
    Buffer.from(isCut ? '' : `--${BOUNDARY}--\r\n`),
  ]);
  return {
    raw: isCut ? raw.subarray(0, raw.length - 9) : raw,
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
  };
}

function headOf({ name, fileName, type }: FormPart): Buffer {
  return Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"`),
    ...(fileName === undefined ? [] : [Buffer.from('; filename="'), Buffer.from(fileName), Buffer.from('"')]),
    Buffer.from(type === undefined ? '\r\n\r\n' : `\r\nContent-Type: ${type}\r\n\r\n`),
  ]);
}
