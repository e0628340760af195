import { isDeepStrictEqual } from 'node:util';
import { changeAt, shown, type Change } from './change.js';
import { isObject, type DocumentNode } from './document-node.js';
import { SchemaComparison } from './schema-changes.js';

/** An operation, what its path says for all of them, and the document around it. */
export interface Operation {
  readonly node: DocumentNode;
  readonly path: DocumentNode;
  readonly root: DocumentNode;
}

type OperationRule = (before: Operation, after: Operation) => Change[];

/** Compares operations that are in both documents; one for a pair of documents, so that a schema is compared once. */
export class OperationComparison {
  private readonly requests = new SchemaComparison('request');
  private readonly responses = new SchemaComparison('response');
  private readonly rules: readonly OperationRule[] = [
    operationId,
    security,
    (before, after) => this.parameters(before, after),
    ({ node: before }, { node: after }) => this.requestBody(before, after),
    ({ node: before }, { node: after }) => this.answers(before, after),
  ];

  changes(before: Operation, after: Operation): Change[] {
    return this.rules.flatMap((rule) => rule(before, after));
  }

  private parameters(before: Operation, after: Operation): Change[] {
    const [old, now] = [parametersOf(before), parametersOf(after)];
    const kept = [...old].flatMap(([name, parameter]) => {
      const present = now.get(name);
      if (!present) return [changeAt(parameter, 'parameter-removed', `no parameter ${name}`)];
      return [...parameterSpelling(name, parameter, present), ...this.schemas(this.requests, parameter, present)];
    });
    const required = [...now]
      .filter(([name, { value }]) => isRequired(value) && !isRequired(old.get(name)?.value))
      .map(([name, parameter]) => changeAt(parameter, 'parameter-required', `the parameter ${name} is required now`));
    return [...kept, ...required];
  }

  private requestBody(before: DocumentNode, after: DocumentNode): Change[] {
    const [old, now] = [before.at('requestBody'), after.at('requestBody')];
    if (!now) return old ? [changeAt(old, 'request-body-removed', 'no body is read')] : [];
    const required =
      isRequired(now.value) && !isRequired(old?.value)
        ? [changeAt(now, 'request-body-required', 'a body is required now')]
        : [];
    return old ? [...required, ...this.contents('request', old, now)] : required;
  }

  /** Only a success that is gone breaks a client; what a status carries is compared for all, as clients read problems too. */
  private answers(before: DocumentNode, after: DocumentNode): Change[] {
    return [...membersOf(before, 'responses')].flatMap(([status, old]) => {
      const now = after.at('responses', status);
      if (now) return [...this.contents('response', old, now), ...this.headers(old, now)];
      return status.startsWith('2') ? [changeAt(old, 'response-status-removed', `never answers ${status}`)] : [];
    });
  }

  private contents(direction: 'request' | 'response', before: DocumentNode, after: DocumentNode): Change[] {
    const schemas = direction === 'request' ? this.requests : this.responses;
    return [...membersOf(before, 'content')].flatMap(([type, old]) => {
      const now = after.at('content', type);
      if (now) return this.schemas(schemas, old, now);
      return [changeAt(old, `${direction}-content-type-removed`, `no content of type ${type}`)];
    });
  }

  private headers(before: DocumentNode, after: DocumentNode): Change[] {
    const lowered = new Map([...membersOf(after, 'headers')].map(([name, header]) => [name.toLowerCase(), header]));
    return [...membersOf(before, 'headers')].flatMap(([name, old]) => {
      const now = lowered.get(name.toLowerCase());
      return now ? this.schemas(this.responses, old, now) : [changeAt(old, 'response-header-removed', `no ${name}`)];
    });
  }

  /** The schemas that two parameters, bodies or headers carry; one that is not written allows everything. */
  private schemas(comparison: SchemaComparison, before: DocumentNode, after: DocumentNode): Change[] {
    const [old, now] = [before.at('schema'), after.at('schema')];
    if (!old && !now) return [];
    return comparison.changes(old ?? before.absent('schema', true), now ?? after.absent('schema', true));
  }
}

const operationId: OperationRule = ({ node: before }, { node: after }) => {
  const [old, now] = [before.raw('operationId'), after.raw('operationId')];
  if (old === undefined || old === now) return [];
  return [changeAt(after, 'operation-id-changed', `operationId was ${shown(old)}, is ${shown(now)}`)];
};

/** Each way in that was offered must still be enough: the same credentials, or fewer of them. */
const security: OperationRule = (before, after) => {
  const now = waysIn(after);
  return waysIn(before)
    .filter((old) => !now.some((way) => way.every((credential) => old.includes(credential))))
    .map((old) => changeAt(after.node, 'security-narrowed', `not enough any more: ${old.join(' and ') || 'nothing'}`));
};

/** @returns the credentials of each way in, as `scheme` and `scheme scope`; one way that needs nothing for a public operation */
function waysIn({ node, root }: Operation): string[][] {
  const written = node.raw('security') ?? root.raw('security');
  const ways = Array.isArray(written) && written.length ? written.filter(isObject) : [{}];
  return ways.map((way) =>
    Object.entries(way).flatMap(([scheme, scopes]) => [
      scheme,
      ...(Array.isArray(scopes) ? scopes.map((scope) => `${scheme} ${String(scope)}`) : []),
    ]),
  );
}

/** @returns the parameters by where they stand and how they are called; the operation's own win over its path's */
function parametersOf({ node, path }: Operation): Map<string, DocumentNode> {
  const all = [path, node].flatMap((owner) => owner.at('parameters')?.items() ?? []);
  return new Map(all.map((parameter) => [nameOf(parameter), parameter]));
}

function nameOf(parameter: DocumentNode): string {
  const [place, name] = [String(parameter.raw('in')), String(parameter.raw('name'))];
  return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
}

function parameterSpelling(name: string, before: DocumentNode, after: DocumentNode): Change[] {
  return ['style', 'explode', 'allowReserved', 'content']
    .filter((keyword) => !isDeepStrictEqual(before.raw(keyword), after.raw(keyword)))
    .map((keyword) => changeAt(after, 'parameter-serialisation-changed', `${keyword} of ${name} is not the same`));
}

const isRequired = (value: unknown): boolean => isObject(value) && value['required'] === true;

const membersOf = (node: DocumentNode, key: string): Map<string, DocumentNode> => node.at(key)?.members() ?? new Map();
