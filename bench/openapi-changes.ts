import { isDeepStrictEqual } from 'node:util';
import { changeAt, type Change } from './api-contract/change.js';
import { DocumentNode } from './api-contract/document-node.js';
import { OperationComparison } from './api-contract/operation-changes.js';

export { RULES, type Change, type RuleId } from './api-contract/change.js';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * What a client written for one OpenAPI 3.1 document trips over in another: the rules are `RULES`. Where a rule cannot decide, the change counts as
 * breaking. What clients have been told to expect is none: new operations, optional fields, values of an enumeration and fields of a response.
 * @returns each change once, in the order of the earlier document
 * @throws Error when a `$ref` leads nowhere or in a circle
 */
export function breakingChanges(before: unknown, after: unknown): Change[] {
  const [old, now] = [DocumentNode.rootOf('baseline', before), DocumentNode.rootOf('present', after)];
  const found = [...serverChanges(old, now), ...securitySchemeChanges(old, now), ...operationChanges(old, now)];
  // A schema that several operations use is told of once.
  return [...new Map(found.map((change) => [JSON.stringify(change), change])).values()];
}

/** @returns whether the version says that clients must change: a higher major (Semantic Versioning 2.0.0, item 8) */
export function isNewMajor(before: unknown, after: unknown): boolean {
  return majorOf(DocumentNode.rootOf('present', after)) > majorOf(DocumentNode.rootOf('baseline', before));
}

function majorOf(root: DocumentNode): number {
  const version = root.at('info', 'version')?.value;
  const major = /^(\d+)\.\d+\.\d+/.exec(String(version))?.[1];
  if (major === undefined) throw new Error(`${root.document}#/info/version: ${String(version)} is no version`);
  return Number(major);
}

function operationChanges(before: DocumentNode, after: DocumentNode): Change[] {
  const comparison = new OperationComparison();
  return [...(before.at('paths')?.members() ?? [])].flatMap(([address, path]) =>
    methods.flatMap((method) => {
      const node = path.at(method);
      if (!node) return [];
      const [presentPath, present] = [after.at('paths', address), after.at('paths', address, method)];
      if (!presentPath || !present) {
        return [changeAt(node, 'operation-removed', `no ${method.toUpperCase()} ${address}`)];
      }
      return comparison.changes({ node, path, root: before }, { node: present, path: presentPath, root: after });
    }),
  );
}

function serverChanges(before: DocumentNode, after: DocumentNode): Change[] {
  const present = (after.at('servers')?.items() ?? []).map((server) => server.raw('url'));
  return (before.at('servers')?.items() ?? [])
    .filter((server) => !present.includes(server.raw('url')))
    .map((server) => changeAt(server, 'server-removed', `no server ${String(server.raw('url'))}`));
}

function securitySchemeChanges(before: DocumentNode, after: DocumentNode): Change[] {
  return [...(before.at('components', 'securitySchemes')?.members() ?? [])].flatMap(([name, scheme]) => {
    const present = after.at('components', 'securitySchemes', name);
    if (!present) return []; // the operations that needed it tell
    const isSame = ['type', 'scheme', 'in', 'name'].every((key) =>
      isDeepStrictEqual(scheme.raw(key), present.raw(key)),
    );
    return isSame ? [] : [changeAt(present, 'security-scheme-changed', `${name} is not the same`)];
  });
}
