/** What a query can find by name: the seam between queries and what is stored. */
import type { CreateRoutine, ObjectName, Query } from '../../syntax/tsql/ast/index.js';
import type { AliasLookup } from '../../syntax/tsql/data-type.js';
import type { Run } from '../session/run.js';
import type { Frame } from '../expressions/bound.js';
import type { Type } from '../types/type.js';
import type { Row, Value } from '../values/value.js';

export interface TableColumn {
  readonly name: string;
  readonly type: Type;
  readonly isNullable: boolean;
}

/** A table, temporary table or table variable. Computed columns are columns: their values are in the rows. */
export interface ReadableTable {
  readonly columns: readonly TableColumn[];
  /** As they are now, in the order in which they came. Never changed in place: a change makes another array. */
  readonly rows: readonly Row[];
  /** Lists of column positions whose values are unique together and not null: keys. */
  readonly keys: readonly (readonly number[])[];
}

/** As scopes name the text they bind. */
export const unitOf = (schema: string | undefined, name: string): string => `${schema ?? 'dbo'}.${name}`.toLowerCase();

export type FoundObject =
  | { readonly kind: 'table'; readonly table: ReadableTable }
  | {
      readonly kind: 'view';
      readonly schema?: string;
      readonly name: string;
      readonly query: Query;
      readonly columns: readonly string[];
    }
  | { readonly kind: 'function'; readonly name: string; readonly routine: CreateRoutine };

/** A scalar function made ready for calls: its parameters' types in order, and what it returns. */
export interface CallableFunction {
  readonly parameters: readonly { readonly name: string; readonly type: Type; readonly hasDefault: boolean }[];
  readonly returns: Type;
  /** @param args converted to the parameters' types; `undefined` for DEFAULT */
  readonly call: (args: readonly (Value | undefined)[], run: Run) => Value;
}

/** A table function of several statements made ready for calls. */
export interface CallableTableFunction {
  readonly parameters: CallableFunction['parameters'];
  readonly columns: readonly TableColumn[];
  readonly rows: (args: readonly (Value | undefined)[], run: Run) => readonly Row[];
}

export interface Objects {
  /** Functions of persons may be called by one name: some servers that look like SQL Server take that. */
  readonly callsWithoutSchema?: boolean;
  readonly defaultCollation: string;
  readonly aliases: AliasLookup;
  /** Tables, views and table functions; synonyms are followed. Null when nothing of that name is there (208). */
  find(name: ObjectName): FoundObject | null;
  /** A table function with a body of statements; null when there is none. Left out: there are none. */
  tableFunction?(name: ObjectName): CallableTableFunction | null;
  /** A table variable; null when it was not declared (1087). */
  tableVariable(name: string): ReadableTable | null;
  /** A scalar function of a person; null when there is none. @throws NotInEngine for a body that cannot be run */
  scalarFunction(name: ObjectName): CallableFunction | null;
  /** Declared type of `@name`; null when it was not declared (137). */
  variableType(name: string): Type | null;
  /** NEXT VALUE FOR. */
  sequence(name: ObjectName): { readonly type: Type; readonly next: (row: Frame) => Value } | null;
}
