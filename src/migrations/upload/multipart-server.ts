/** Forms with files, for the operations that take them; everywhere else they are refused before a byte is read. */
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export const MULTIPART = 'multipart/form-data';
const MIB = 2 ** 20;

/** Of one form. */
export const FORM_LIMITS = {
  totalBytesMax: 64 * MIB,
  partsMax: 2_000,
  fieldBytesMax: MIB,
  partHeadersMax: 32,
  partHeaderBytesMax: 16 * 1024,
} as const;

/** The plugin with our limits. Call before the server listens. */
export function acceptForms(fastify: FastifyInstance): void {
  // Names keep their folders: `layUpload` is who judges them.
  const options = {
    preservePath: true,
    limits: {
      parts: FORM_LIMITS.partsMax,
      fileSize: FORM_LIMITS.totalBytesMax,
      fieldSize: FORM_LIMITS.fieldBytesMax,
      headerPairs: FORM_LIMITS.partHeadersMax,
      headerSize: FORM_LIMITS.partHeaderBytesMax,
    },
  };
  void fastify.register(multipart, options);
}

export function isForm({ headers }: FastifyRequest): boolean {
  return (headers['content-type'] ?? '').toLowerCase().startsWith(MULTIPART);
}
