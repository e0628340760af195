/** About running: the sandbox, tests, the machine around. */
import type { ExplanationTable } from './explanation.js';

export const RUN_FINDINGS: ExplanationTable = {
  'ARTIFACT-INVALID': {
    title: 'A stored value does not fit',
    meaning: 'A value that an earlier step stored was written by another version.',
    action: 'Start the run again.',
  },
  'ARTIFACT-MISSING': {
    title: 'A stored value is gone',
    meaning: 'A value that an earlier step stored was removed while the run was going.',
    action: 'Start the run again; keep the temporary folder until it ends.',
  },
  'BUILD-EXTERNAL-SOURCE': {
    title: 'Reads a table of another database',
    meaning: 'Nothing is known of its columns here, so the model could not be run.',
    action: 'Nothing if the table exists where the project will run; otherwise add its CREATE TABLE to the input.',
  },
  'BUILD-FAILED': {
    title: 'A table could not be loaded',
    meaning: 'The sample rows of a table could not be put into the sandbox.',
    action: 'Read the message of the engine.',
  },
  'BUILD-NO-MODEL': {
    title: 'A model was not built',
    meaning: 'Rows were asked of a model that was not built.',
    action: 'Resolve the reason for which it was not built.',
  },
  'BUILD-NOT-COMPILED': {
    title: 'Not built: the project cannot be compiled',
    meaning: 'Models that cannot be compiled were left when the last attempt was over, and dbt builds nothing of such a project.',
    action: 'Resolve the models that carry an error of their own first.',
  },
  'BUILD-SCHEMA': {
    title: 'A schema could not be made',
    meaning: 'The engine refused to create the schema of the models.',
    action: 'Read the message of the engine; another target_schema may help.',
  },
  'BUILD-UPSTREAM': {
    title: 'Not run: what it reads failed',
    meaning: 'A model that this one reads was not built.',
    action: 'Resolve that model first.',
  },
  'BUILD-UPSTREAM-FAILED': {
    title: 'Not run: what it reads failed',
    meaning: 'A model that this one reads was not built.',
    action: 'Resolve that model first.',
  },
  'DATABASE-AWAY': {
    title: "The server's own database does not answer",
    meaning: 'The database of DATABASE_URL cannot be reached.',
    action: 'Start it, or correct DATABASE_URL.',
  },
  'DATA-DIR-IN-USE': {
    title: 'Another server uses the data directory',
    meaning: 'A server that is still running holds the data directory. Two of them would damage each other.',
    action: 'Stop it, or give each server a DATA_DIR of its own.',
  },
  'POSTGRES-DENIED': {
    title: 'PostgreSQL denies a test database',
    meaning: 'The account may not create the database that the models are tested in.',
    action: 'Give the account CREATEDB, or use another one.',
  },
  'POSTGRES-UNAVAILABLE': {
    title: 'PostgreSQL cannot be reached',
    meaning: 'The PostgreSQL server that the models would be tested on does not answer.',
    action: 'Start it, or correct the connection.',
  },
  'REDIS-AWAY': {
    title: 'Redis does not answer',
    meaning: 'The Redis of REDIS_URL cannot be reached, so runs are neither queued nor taken from the queue.',
    action: 'Start it, or correct REDIS_URL. What was accepted is kept, and goes on when it is back.',
  },
  'REDIS-POLICY': {
    title: 'Redis would drop queued runs',
    meaning: 'The `maxmemory-policy` of Redis lets it drop entries when its memory is full, queued runs among them.',
    action: 'Set it to `noeviction`, in the running server and in its configuration file.',
  },
  'RUN-CANCELLED': {
    title: 'Stopped while building',
    meaning: 'The run was stopped before all models were built.',
    action: 'Run it again.',
  },
  'RUN-INTERRUPTED': {
    title: 'Stopped',
    meaning: 'The run was stopped by Ctrl-C or by the system. Nothing was left behind.',
    action: 'Run it again.',
  },
  'SETTINGS-INVALID': {
    title: 'Settings of the environment cannot be used',
    meaning: 'One or more environment variables have a value that is not allowed. All faults are listed at once.',
    action: 'Correct them; docs/reference/server.md lists them all.',
  },
  'TARGET-REFUSED': {
    title: 'The target refuses the translated SQL',
    meaning: 'The model compiled, but the engine of the target did not accept or could not run it. It is switched off.',
    action: 'Read the message of the engine; write the model by hand or say the original in another way. Report it: the compiler should have known.',
  },
  'TEST-FAILS-ON-ROWS': {
    title: 'A constraint does not hold for the rows',
    meaning: 'A test made from a constraint fails on the rows of the source: the source does not enforce it, or the samples are cut. It now warns instead of failing.',
    action: 'Look at the rows that break it and decide which is right, the constraint or the rows.',
  },
  handler_error: {
    title: 'A step inside the sandbox failed',
    meaning: 'Rendering or loading inside the sandbox failed.',
    action: 'Read the message; report it.',
  },
  sandbox_closed: {
    title: 'The sandbox was closed',
    meaning: 'The process that runs the SQL was ended before this request.',
    action: 'Run again.',
  },
  sandbox_crashed: {
    title: 'The sandbox ended by itself',
    meaning: 'The process that runs the SQL crashed.',
    action: 'Run again; report it when it happens twice.',
  },
  sandbox_refused: {
    title: 'The sandbox could not be locked down',
    meaning: 'The protections of the sandbox could not be put in place, so nothing was run.',
    action: 'Read the message.',
  },
  sandbox_timeout: {
    title: 'The sandbox does not answer',
    meaning: 'The process that runs the SQL did not answer in time.',
    action: 'Run again on a machine with less load.',
  },
  sql_denied: {
    title: 'The sandbox denies the statement',
    meaning: 'Generated SQL may not use this kind of statement or function.',
    action: 'Take it out of the model.',
  },
  sql_error: {
    title: 'The engine reports an error',
    meaning: 'The SQL was refused, or failed on the rows.',
    action: 'Read the message of the engine.',
  },
  sql_resource_limit: {
    title: 'A limit of the sandbox',
    meaning: 'The statement ran over its time, memory, result size or nesting.',
    action: 'Simplify the model, or test it where it will run.',
  },
}; // prettier-ignore
