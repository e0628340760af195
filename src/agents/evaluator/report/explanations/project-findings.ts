/** About planning, translating and writing the project. */
import type { ExplanationTable } from './explanation.js';

export const PROJECT_FINDINGS: ExplanationTable = {
  'BLOCKED-DEPENDENCY': {
    title: 'Reads an object that is switched off',
    meaning: 'The object itself may be fine, but what it reads needs review or is blocked, so its rows could not be right.',
    action: 'Resolve the object that it names first, then run again or enable both.',
  },
  'COMPILE-NOT-CONVERTED': {
    title: 'Not translated',
    meaning: 'The compiler found no faithful form of this object in the target, and gave no narrower reason.',
    action: 'Write the model by hand, or say the original in a simpler form and run again.',
  },
  'DBT-CYCLE': {
    title: 'Models read each other in a circle',
    meaning: 'No order exists in which the models could be built.',
    action: 'Break the circle: one of the named models must not read the others.',
  },
  'DBT-DUPLICATE': {
    title: 'Two models have the same name',
    meaning: 'Two models of the project would make the same relation, or have the same model name.',
    action: 'Rename one of them under renames in datamigrate.yml.',
  },
  'DBT-MATERIALIZATION': {
    title: 'A materialisation that is not supported here',
    meaning: 'The model asks for a materialisation that the sandbox does not know.',
    action: 'Use view, table or ephemeral, or run the project with dbt itself.',
  },
  'DBT-UNKNOWN-REF': {
    title: 'A model reads a model that is not there',
    meaning: 'A ref() names no enabled model of the project.',
    action: 'Enable or write the model it names.',
  },
  'DBT-UNKNOWN-SOURCE': {
    title: 'A model reads a source table that is not there',
    meaning: 'A source() names no table of the project.',
    action: 'Add the table to _sources.yml, or correct the name.',
  },
  'EDIT-CONFIG': {
    title: 'The config block of an edit is not kept',
    meaning: 'A person changed the config block of a model. Materialisation, schema and alias follow the plan, so that other models find it.',
    action: 'Set them by the options materializations, target_schema and renames.',
  },
  'EDIT-NO-MODEL': {
    title: 'An edit of a model that is not there',
    meaning: 'A person wrote SQL for a model that this project does not have: its object was excluded, renamed or is gone.',
    action: 'Remove the edit, or write it for the model that has its place now.',
  },
  'EDIT-NOT-BUILT': {
    title: 'An edit was not built',
    meaning: 'The SQL that a person wrote was not run here, because something that it reads could not be made.',
    action: 'Resolve what it reads first.',
  },
  'EDIT-REFUSED': {
    title: 'An edit cannot be used',
    meaning: 'The SQL that a person wrote for a model cannot be compiled or built, or lacks columns that its object has. It is switched off.',
    action: 'Read the message and write the model again.',
  },
  'JINJA-ENV-VAR-DENIED': {
    title: 'The environment is not read here',
    meaning: 'The template reads an env_var() without a default. The sandbox does not hand out its environment.',
    action: 'Give a default.',
  },
  'JINJA-LIMIT': {
    title: 'A template is too big',
    meaning: 'Rendering takes too many steps, nests too deeply or gives too much text.',
    action: 'Simplify the template.',
  },
  'JINJA-RAISED': {
    title: 'The template raised an error itself',
    meaning: 'A model that needs review was switched on, or a macro refused its arguments.',
    action: 'Read the message: it is the reason.',
  },
  'JINJA-RENDER': {
    title: 'A template cannot be rendered',
    meaning: 'The Jinja text of a model or macro failed, or gave nothing.',
    action: 'Read the message and correct the template; report it if the file was not edited.',
  },
  'JINJA-SYNTAX': {
    title: 'A template is not valid Jinja',
    meaning: 'A tag is not closed or cannot be read.',
    action: 'Correct it at the line that is named.',
  },
  'JINJA-UNDEFINED': {
    title: 'A template uses a name that is not defined',
    meaning: 'A variable or macro of this name does not exist.',
    action: 'Correct the name, or define it.',
  },
  'JINJA-UNKNOWN-RELATION': {
    title: 'A template names a relation that is not there',
    meaning: 'A ref() or source() in the template has no counterpart in the project.',
    action: 'Correct the name.',
  },
  'JINJA-UNKNOWN-VAR': {
    title: 'A variable of the project is not set',
    meaning: 'The template reads a var() that has no value and no default.',
    action: 'Set it under vars in dbt_project.yml.',
  },
  'JINJA-UNSUPPORTED': {
    title: 'Jinja that is not supported here',
    meaning: 'The template uses a tag or function of dbt that the sandbox does not have.',
    action: 'Take it out, or run the project with dbt itself.',
  },
  'NEEDS-REVIEW': {
    title: 'Switched off',
    meaning: 'The model was switched off and no narrower reason was recorded.',
    action: 'Look at the original, write the model by hand, and report that the reason was missing.',
  },
  'OUTPUT-DENIED': {
    title: 'The output folder cannot be written',
    meaning: 'The system denies writing there.',
    action: 'Name another place with --out, or change the permissions.',
  },
  'OUTPUT-DISK-FULL': {
    title: 'No space left',
    meaning: 'The disk filled up while the project was written. Nothing was left behind.',
    action: 'Free some space, or name another place with --out.',
  },
  'OUTPUT-EDITED': {
    title: 'A file was changed by hand',
    meaning: 'Files of the output folder differ from what was written there. Nothing was changed.',
    action: 'Name another folder with --out, or overwrite them with --force.',
  },
  'OUTPUT-NOT-OURS': {
    title: 'The output folder holds something else',
    meaning: 'The folder exists and was not written by this command. Nothing was changed.',
    action: 'Name another folder with --out.',
  },
  'OUTPUT-OUTSIDE': {
    title: 'A file name would leave the output folder',
    meaning: 'A path of the project points outside its folder. Nothing was written.',
    action: 'Report it, with the name of the object.',
  },
  'PLAN-CYCLE': {
    title: 'Views read each other in a circle',
    meaning: 'Models are built in order, and a circle has none.',
    action: 'Break the circle: one of the named objects must not read the others.',
  },
  'PLAN-DERIVED': {
    title: 'A table that a process makes',
    meaning: 'The option `derived` names it, so it is no dbt source, and the procedure that makes it is not translated.',
    action: 'Write a model that makes its rows, or take it out of `derived` to have it as a source.',
  },
  'PLAN-EXCLUDED': {
    title: 'Left out on purpose',
    meaning: 'The include and exclude patterns, or --select, leave this object out.',
    action: 'Nothing, or change the patterns.',
  },
  'ROUTINE-NOT-TRANSLATED': {
    title: 'A procedure, trigger or function with statements',
    meaning: 'Its body is read and its statements are counted, but this version does not turn it into models.',
    action: 'Write what it does as models, incremental where it changes a table; the statements are listed in the report.',
  },
}; // prettier-ignore
