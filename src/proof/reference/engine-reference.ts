/** The reference: the original objects, run by the engine on the rows of a dataset. */
import type { Catalog, CatalogObject, QualifiedName } from '../../catalog/catalog.js';
import type { BatchResult, ResultSet } from '../../engine/session/batch-result.js';
import type { Limits, Probe, Surroundings } from '../../engine/session/run.js';
import { Session } from '../../engine/session/session.js';
import { Database, type StoredObject } from '../../engine/storage/database.js';
import type { Dataset } from '../dataset.js';
import type { NotInReference, ReferenceAnswer, ReferenceError } from './answer.js';
import { bracketed, buildDatabase, lackOf, nameKey, type LeftOut, type UnknownTable } from './build-database.js';
import { formOf } from './definitions.js';
import { Watched } from './watched-surroundings.js';

/** Of one answer. Rows and steps stop it at the same place on every machine; time is for what counts no steps. */
export const ANSWER_LIMITS: Limits = { rows: 200_000, steps: 20_000_000, timeMs: 5_000, valueLength: 4_000_000 };

export interface ReferenceParts {
  readonly catalog: Catalog;
  readonly dataset: Dataset;
  readonly surroundings: Surroundings;
  /** Tables whose rows here are not those that the target has. */
  readonly unknown?: readonly UnknownTable[];
  readonly isReversed?: boolean;
  readonly limits?: Limits;
}

interface AnswerOptions {
  readonly probe?: Probe | null;
  /** Another text for the object: a CREATE of the same name, in its place for this answer only. */
  readonly text?: string;
  readonly limits?: Limits;
}

export class EngineReference {
  private readonly database: Database;
  private readonly surroundings: Watched;
  private readonly objects: ReadonlyMap<string, CatalogObject>;
  /** A fault of the settings stands in the way of every answer. */
  private readonly unusable: NotInReference | null;
  private readonly limits: Limits;
  private readonly leftOut: LeftOut;

  constructor(private readonly parts: ReferenceParts) {
    const { catalog, dataset, surroundings, unknown, isReversed, limits } = parts;
    this.surroundings = new Watched({ ...surroundings, readsBackwards: isReversed ?? false });
    this.limits = limits ?? ANSWER_LIMITS;
    this.database = new Database(surroundings.database, catalog.settings.collation);
    this.objects = new Map(catalog.objects.map((object) => [nameKey(object.name), object]));
    const session = new Session({ surroundings: this.surroundings, database: this.database });
    this.unusable = this.configure(session);
    this.leftOut = this.unusable ? new Map() : buildDatabase(session, { catalog, dataset, unknown: unknown ?? [], isReversed: isReversed ?? false }); // prettier-ignore
  }

  /** All that was worked so far, in units of some thousands of steps: what a budget can count without a clock. */
  get work(): number {
    return this.surroundings.work;
  }

  /** The rows of a view. Never throws for what the texts say. */
  answer(name: QualifiedName, { probe, text, limits }: AnswerOptions = {}): ReferenceAnswer {
    if (this.unusable) return this.unusable;
    const object = this.objects.get(nameKey(name));
    if (object?.kind !== 'view') return lacking('PROOF-NOT-A-VIEW', 'only the rows of views are asked for');
    const { quotedIdentifier } = object.definition;
    const written = text ?? object.definition.text;
    if (written === null) return lacking('PROOF-NO-TEXT', 'its text is not known');
    const before = this.stored(name);
    if ('code' in before) return before;
    const session = new Session({
      surroundings: this.surroundings,
      database: this.database,
      limits: limits ?? this.limits,
      ...(probe ? { probe } : {}),
    });
    this.configure(session);
    session.state.settings.quotedIdentifier = quotedIdentifier;
    try {
      if (formOf(written, quotedIdentifier) === 'create') this.database.remove(name);
      return this.ask(session, written, name);
    } finally {
      this.database.remove(name);
      this.database.put(name, before.object);
      this.database.log.forget();
    }
  }

  private stored(name: QualifiedName): { readonly object: StoredObject } | NotInReference {
    try {
      const found = this.database.named(name);
      return found ?? lacking('PROOF-NO-TEXT', 'it could not be made');
    } catch (error) {
      const { code, message } = lackOf(error);
      return lacking(code, message);
    }
  }

  private ask(session: Session, text: string, name: QualifiedName): ReferenceAnswer {
    this.surroundings.isAsked = false;
    const refused = faultOf(session.run(text), 'definition');
    if (refused) return this.explained(refused);
    const results = session.run(`SELECT * FROM ${bracketed(name.schema)}.${bracketed(name.name)}`);
    const fault = faultOf(results, 'rows');
    if (fault) return fault;
    const found = results.find((result): result is ResultSet => result.kind === 'rows');
    if (!found) return lacking('PROOF-NO-ROWS', 'the engine gave no rows');
    const { columns, rows } = found;
    return { kind: 'rows', columns, rows, readsSurroundings: this.surroundings.isAsked };
  }

  /** A column that only the reference has not. */
  private explained(fault: ReferenceError | NotInReference): ReferenceError | NotInReference {
    if (fault.kind !== 'error' || !UNKNOWN_COLUMN.has(fault.number)) return fault;
    const name = [...this.leftOut.keys()].find((column) => fault.message.toLowerCase().includes(column));
    const missing = name === undefined ? undefined : this.leftOut.get(name);
    return missing ? lacking(missing.code, `the computed column ${name}: ${missing.message}`) : fault;
  }

  private configure(session: Session): NotInReference | null {
    const { language, dateFirst } = this.parts.catalog.settings;
    const [result] = session.run(`SET LANGUAGE ${bracketed(language)}; SET DATEFIRST ${dateFirst}`);
    const fault = result ? faultOf([result], 'rows') : null;
    if (fault?.kind === 'error') return lacking('PROOF-SETTINGS', fault.message);
    return fault;
  }
}

/** Invalid column name; a multi-part name that cannot be bound. */
const UNKNOWN_COLUMN = new Set([207, 4104]);

const lacking = (code: string, message: string): NotInReference => ({ kind: 'not_in_reference', code, message });

function faultOf(results: readonly BatchResult[], phase: ReferenceError['phase']): ReferenceError | NotInReference | null {
  for (const result of results) {
    if (result.kind === 'error') return { kind: 'error', phase, number: result.number, message: result.message };
    if (result.kind === 'not_in_engine') return lacking(result.code, result.message);
  }
  return null;
} // prettier-ignore
