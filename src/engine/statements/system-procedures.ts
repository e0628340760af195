/** The system's own procedures: those that make what rows and queries depend on, and those that change nothing of it. */
import type { ExecuteArgument } from '../../syntax/tsql/ast/index.js';
import { parseScript } from '../../syntax/tsql/index.js';
import { NotInEngine } from '../errors.js';
import { DEFAULT_SCHEMA } from '../storage/database.js';
import { nvarchar } from '../types/type.js';
import type { Activation } from './activation.js';

type Rule = (args: readonly ExecuteArgument[], activation: Activation) => void;

const nothing: Rule = () => undefined;

/** By name in lower case. Source: Microsoft Learn, "System stored procedures", each procedure's page. */
const RULES: Readonly<Record<string, Rule>> = {
  sp_addtype: addType,
  // Descriptions, options and statistics: no row and no answer depends on them.
  sp_addextendedproperty: nothing,
  sp_updateextendedproperty: nothing,
  sp_dropextendedproperty: nothing,
  sp_dboption: nothing,
  sp_tableoption: nothing,
  sp_updatestats: nothing,
  sp_recompile: nothing,
  sp_refreshview: nothing,
};

/** @returns whether there is such a procedure here */
export function runSystemProcedure(name: string, args: readonly ExecuteArgument[], activation: Activation): boolean {
  const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
  rule?.(args, activation);
  return rule !== undefined;
}

/** `sp_addtype @typename, @phystype, @nulltype`. Source: Microsoft Learn, "sp_addtype (Transact-SQL)". */
function addType(args: readonly ExecuteArgument[], activation: Activation): void {
  const [name, base, nullability] = ['@typename', '@phystype', '@nulltype'].map((wanted, index) => {
    const arg = args.find((each) => each.name?.toLowerCase() === wanted) ?? args[index];
    return arg && (arg.name === null || arg.name.toLowerCase() === wanted) ? textOf(arg, activation) : null;
  });
  const declared = parseScript({ path: 'type', text: `CREATE TYPE x FROM ${base ?? ''}` }).batches[0]?.statements[0];
  if (!name || declared?.kind !== 'create_type' || declared.definition.type !== 'alias')
    throw new NotInEngine('ENGINE-PROCEDURE-SP_ADDTYPE', 'sp_addtype of such a type');
  activation.session.database.addType(
    { schema: DEFAULT_SCHEMA, name },
    { kind: 'alias', type: activation.typeOf(declared.definition.base), nullable: nullability?.toUpperCase().trim() !== 'NOT NULL' }, // prettier-ignore
  );
}

/** A name written without quotes is its own text. */
function textOf({ value }: ExecuteArgument, activation: Activation): string {
  if (value.kind === 'column') return value.name.value;
  const text = activation.evaluateAs(value, nvarchar(4000));
  return typeof text === 'string' ? text : '';
}
