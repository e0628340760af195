/** Zip archives made byte by byte, so that they can lie. Source: PKWARE, APPNOTE.TXT 6.3.10. */
import { deflateRawSync } from 'node:zlib';

export interface MadeEntry {
  readonly name: string | Buffer;
  readonly data?: Buffer;
  /** Unix mode with its type bits; default a plain file. */
  readonly mode?: number;
  readonly method?: 0 | 8 | 99;
  /** Packed bytes when they are not those of `data`. */
  readonly packed?: Buffer;
  /** What the directory says of the unpacked size. */
  readonly saysBytes?: number;
  readonly isEncrypted?: boolean;
  readonly comment?: Buffer;
  /** Entries of the same data share it: they overlap. */
  readonly at?: number;
}

const UTF8 = 0x800;

export function zipOf(entries: readonly MadeEntry[], saysEntries = entries.length): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const local = localOf(entry);
    directory.push(centralOf(entry, entry.at ?? offset));
    if (entry.at !== undefined) continue;
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...locals, central, endOf(saysEntries, central.length, offset)]);
}

function factsOf({ name, data = Buffer.from('select 1'), method = 8, packed, saysBytes, isEncrypted = false }: MadeEntry) {
  const nameBytes = typeof name === 'string' ? Buffer.from(name) : name;
  const bytes = packed ?? (method === 8 ? deflateRawSync(data) : data);
  return { nameBytes, bytes, method, size: saysBytes ?? data.length, flags: UTF8 | (isEncrypted ? 1 : 0) };
} // prettier-ignore

function localOf(entry: MadeEntry): Buffer {
  const { nameBytes, bytes, method, size, flags } = factsOf(entry);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(method, 8);
  head.writeUInt32LE(bytes.length, 18);
  head.writeUInt32LE(size >>> 0, 22);
  head.writeUInt16LE(nameBytes.length, 26);
  return Buffer.concat([head, nameBytes, bytes]);
}

function centralOf(entry: MadeEntry, offset: number): Buffer {
  const { nameBytes, bytes, method, size, flags } = factsOf(entry);
  const comment = entry.comment ?? Buffer.alloc(0);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(0x031e, 4); // made on Unix
  head.writeUInt16LE(20, 6);
  head.writeUInt16LE(flags, 8);
  head.writeUInt16LE(method, 10);
  head.writeUInt32LE(bytes.length, 20);
  head.writeUInt32LE(size >>> 0, 24);
  head.writeUInt16LE(nameBytes.length, 28);
  head.writeUInt16LE(comment.length, 32);
  head.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, nameBytes, comment]);
}

function endOf(entries: number, directoryBytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries, 0xffff), 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
