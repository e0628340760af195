/** SET options. Source: Microsoft Learn, "SET Statements (Transact-SQL)" and the page of each. */
import type { SetStatement } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Settings } from '../session/run.js';
import { INT } from '../types/type.js';
import type { Activation } from './activation.js';
import { setContextInfo } from './context-info.js';
import { ROUNDING } from './free-of-rounding.js';
import { requireTable } from './target.js';

type Form = SetStatement['form'];
type OptionForm = Extract<Form, { type: 'option' }>;
type OnOff = { [K in keyof Settings]: Settings[K] extends boolean ? K : never }[keyof Settings];

const ON_OFF: Readonly<Record<string, OnOff>> = {
  NOCOUNT: 'noCount',
  XACT_ABORT: 'xactAbort',
  ANSI_NULLS: 'ansiNulls',
  ANSI_WARNINGS: 'ansiWarnings',
  ARITHABORT: 'arithAbort',
  CONCAT_NULL_YIELDS_NULL: 'concatNullYieldsNull',
  QUOTED_IDENTIFIER: 'quotedIdentifier',
};

/** Either way results stay the same here: plans, statistics, locks of a single session, messages that the engine does not give. */
const WITHOUT_EFFECT = new Set(['LOCK_TIMEOUT', 'DEADLOCK_PRIORITY', 'STATISTICS', 'STATISTICS IO', 'STATISTICS TIME', 'STATISTICS PROFILE', 'STATISTICS XML', 'FORCEPLAN', 'QUERY_GOVERNOR_COST_LIMIT', 'CURSOR_CLOSE_ON_COMMIT', 'REMOTE_PROC_TRANSACTIONS', 'ANSI_NULL_DFLT_ON', 'ARITHIGNORE']); // prettier-ignore
/** As they are here without being set; the other way is not done. */
const FIXED: Readonly<Record<string, boolean>> = { ANSI_PADDING: true, NUMERIC_ROUNDABORT: false, IMPLICIT_TRANSACTIONS: false, FMTONLY: false, NOEXEC: false, SHOWPLAN_ALL: false, SHOWPLAN_TEXT: false, SHOWPLAN_XML: false, ANSI_NULL_DFLT_OFF: false }; // prettier-ignore

/** First day and order of dates. Source: sys.syslanguages as Microsoft Learn, "sys.syslanguages (Transact-SQL)" describes it. */
const LANGUAGES: Readonly<Record<string, { readonly name: string; readonly first: number; readonly format: Settings['dateFormat'] }>> = {
  us_english: { name: 'us_english', first: 7, format: 'mdy' },
  english: { name: 'us_english', first: 7, format: 'mdy' },
  british: { name: 'British', first: 1, format: 'dmy' },
  'british english': { name: 'British', first: 1, format: 'dmy' },
}; // prettier-ignore

export function runSetOption(form: Exclude<Form, { type: 'variable' }>, activation: Activation): void {
  const { session } = activation;
  switch (form.type) {
    case 'option':
      return form.options.forEach((name) => setOption(name.toUpperCase(), form, activation));
    case 'identity_insert':
      return setIdentityInsert(form, activation);
    case 'transaction_isolation':
      if (session.transactions.isDoomed) throw new SqlError(3930, 'The current transaction cannot be committed.');
      return;
    case 'cursor':
      throw new NotInEngine('ENGINE-STATEMENT-CURSOR', 'SET of a cursor');
    case 'method':
      throw new NotInEngine('ENGINE-METHOD', 'SET of a method');
  }
}

function setOption(name: string, form: OptionForm, activation: Activation): void {
  const { settings } = activation.session;
  const flag = ON_OFF[name];
  if (flag && form.on !== null) {
    settings[flag] = form.on;
    return;
  }
  if (name === 'ANSI_DEFAULTS' && form.on === true) return;
  // In force since its batch was read.
  if (name === 'PARSEONLY' && form.on !== null) return;
  if (form.on === FIXED[name]) activation.session.lackingModes.delete(name);
  if (WITHOUT_EFFECT.has(name) || (form.on !== null && FIXED[name] === form.on)) return;
  const rule = VALUES[name];
  if (!rule) {
    const missing = lackingOption(name, form, activation);
    // Only what may lose precision runs in another way.
    if (name === ROUNDING && form.on !== null) return;
    throw missing;
  }
  rule(form, activation);
}

/** What runs while it stands would run in another way: it is lacking too. */
function lackingOption(name: string, { on }: OptionForm, { session }: Activation): NotInEngine {
  const missing = new NotInEngine(`ENGINE-SET-${name.replaceAll(' ', '-')}`, `SET ${name}`);
  if (on !== null && FIXED[name] !== undefined) session.lackingModes.set(name, missing);
  return missing;
}

const VALUES: Readonly<Record<string, (form: OptionForm, activation: Activation) => void>> = {
  CONTEXT_INFO: setContextInfo,
  ROWCOUNT: (form, activation) => {
    activation.session.settings.rowCount = rowCount(form, activation);
  },
  TEXTSIZE: (form, activation) => {
    activation.session.settings.textSize = whole(form, activation);
  },
  DATEFIRST: (form, activation) => {
    const day = whole(form, activation);
    if (day < 1 || day > 7) throw new SqlError(2742, `SET DATEFIRST ${day} is out of range.`);
    activation.session.settings.dateFirst = day;
  },
  DATEFORMAT: (form, activation) => {
    const format = word(form, activation).toLowerCase();
    const known = (['mdy', 'dmy', 'ymd', 'ydm', 'myd', 'dym'] as const).find((each) => each === format);
    if (!known) throw new SqlError(2741, `SET DATEFORMAT date order '${format}' is invalid.`);
    activation.session.settings.dateFormat = known;
  },
  LANGUAGE: (form, activation) => {
    const name = word(form, activation);
    const language = LANGUAGES[name.toLowerCase()];
    if (!language) throw new NotInEngine('ENGINE-LANGUAGE', `SET LANGUAGE ${name}`);
    Object.assign(activation.session.settings, { language: language.name, dateFirst: language.first, dateFormat: language.format }); // prettier-ignore
  },
};

function whole({ value }: OptionForm, activation: Activation): number {
  const [first] = value;
  if (!first || first.kind === 'hint') throw new NotInEngine('ENGINE-SET-VALUE', 'SET without a value');
  return Number(activation.evaluateAs(first, INT));
}

/** A number or a variable. @throws SqlError 102, 507 */
function rowCount({ value }: OptionForm, activation: Activation): number {
  const [first] = value;
  if (!first || first.kind === 'hint') throw new NotInEngine('ENGINE-SET-VALUE', 'SET without a value');
  if (first.kind === 'unary' || (first.kind === 'literal' && first.type !== 'integer')) throw new SqlError(102, "Incorrect syntax near 'ROWCOUNT'.", 15); // prettier-ignore
  const count = activation.evaluateAs(first, INT);
  if (count === null || Number(count) < 0) throw new SqlError(507, 'Invalid argument for SET ROWCOUNT. Must be a non-null non-negative integer.', 16, 2); // prettier-ignore
  return Number(count);
}

/** A bare word, a text or a variable. */
function word({ value }: OptionForm, activation: Activation): string {
  const [first] = value;
  if (!first) throw new NotInEngine('ENGINE-SET-VALUE', 'SET without a value');
  if (first.kind === 'hint') return first.words.join(' ');
  if (first.kind === 'column') return first.name.value;
  return activation.evaluateText(first, 128);
}

/** @throws SqlError 8106, 8107 */
function setIdentityInsert(
  { table: name, on }: Extract<Form, { type: 'identity_insert' }>,
  { session }: Activation,
): void {
  const table = requireTable(name, session.database);
  if (!table.columns.some(({ identity }) => identity))
    throw new SqlError(8106, `Table '${table.fullName}' does not have the identity property. Cannot perform SET operation.`); // prettier-ignore
  if (!on) {
    if (session.identityInsert === table) session.identityInsert = null;
    return;
  }
  if (session.identityInsert && session.identityInsert !== table)
    throw new SqlError(8107, `IDENTITY_INSERT is already ON for table '${session.identityInsert.fullName}'. Cannot perform SET operation for table '${table.fullName}'.`); // prettier-ignore
  session.identityInsert = table;
}
