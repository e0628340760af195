import type { Identifier } from '../ast/node.js';

/**
 * Methods of xml, hierarchyid, geometry and geography values, and `.WRITE` of UPDATE. Their names are case-sensitive.
 * Source: Microsoft Learn, "xml Data Type Methods", "hierarchyid data type method reference", "Spatial data - geography".
 */
const METHODS: ReadonlySet<string> = new Set(
  `value query exist nodes modify WRITE Write write ToString GetAncestor GetDescendant GetLevel IsDescendantOf
   GetReparentedValue AsTextZM AsBinaryZM AsGml BufferWithTolerance BufferWithCurves MakeValid InstanceOf
   EnvelopeCenter EnvelopeAngle ReorientObject IsValidDetailed ShortestLineTo CurveToLineWithTolerance
   MinDbCompatibilityLevel`.split(/\s+/),
);

const SPATIAL_METHOD = /^ST[A-Z]/;
const SYSTEM_SCHEMAS: ReadonlySet<string> = new Set(['dbo', 'sys']);

/**
 * Whether `qualifier.name(` is a method of a column rather than a function of a schema. The grammar cannot tell; the
 * known method names can, unless the qualifier is a schema every database has.
 */
export function isMethodName(qualifier: readonly (Identifier | null)[], name: Identifier): boolean {
  const column = qualifier.at(-1);
  if (!column) return false;
  if (qualifier.length === 1 && SYSTEM_SCHEMAS.has(column.value.toLowerCase())) return false;
  return METHODS.has(name.value) || SPATIAL_METHOD.test(name.value);
}
