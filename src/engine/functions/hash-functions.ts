/** HASHBYTES. Source: Microsoft Learn, "HASHBYTES (Transact-SQL)". */
import { toType } from '../conversion/convert.js';
import { NotInEngine } from '../errors.js';
import { md5 } from '../hashes/md5.js';
import { sha1, sha256, sha512 } from '../hashes/sha.js';
import type { Type } from '../types/type.js';
import { argument, asText, isText, requireCount, strict, wrongType } from './arguments.js';
import type { BindFunction } from './function-table.js';

const HASHES: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  md5,
  sha: sha1,
  sha1,
  sha2_256: sha256,
  sha2_512: sha512,
};

const VARBINARY_MAX: Type = { base: 'varbinary', length: 'max' };

/** A text is hashed by its bytes: of varchar in its code page, of nvarchar in UTF-16. */
export const hashBytes: BindFunction = (args) => {
  requireCount('hashbytes', args.length, 2);
  const algorithm = argument(args, 0);
  const input = argument(args, 1);
  if (!isText(algorithm.type)) throw wrongType(algorithm.type, 1, 'hashbytes');
  const isTaken = isText(input.type) || ['binary', 'varbinary'].includes(input.type.base);
  if (!isTaken && !input.type.isUntypedNull) throw wrongType(input.type, 2, 'hashbytes');
  const bytes = toType(input, VARBINARY_MAX, { kind: 'explicit' });
  return strict({ base: 'varbinary', length: 8000 }, [algorithm, bytes], ([name, value], run) => {
    const wanted = asText(name).toLowerCase();
    const hash = Object.hasOwn(HASHES, wanted) ? HASHES[wanted] : undefined;
    if (!hash) throw new NotInEngine('ENGINE-FUNCTION-HASHBYTES', `HASHBYTES by ${wanted}`);
    if (!(value instanceof Uint8Array)) return null;
    run.step(Math.ceil(value.length / 64));
    return hash(value);
  });
};
