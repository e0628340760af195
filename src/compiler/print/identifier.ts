/** Names in the target's SQL, and text that Jinja must not read. */

/** A name as an identifier: bare when both targets read it back as the same name, else in double quotes. */
export function identifierText(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !QUOTED_WORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** dbt reads every file as a Jinja template: what would open one in a constant or a name is written as an expression that gives it. */
export const outsideJinja = (text: string): string => text.replace(/\{[{%#]/g, (opening) => `{{ '${opening}' }}`);

/**
 * Words that are not plain column names everywhere in PostgreSQL ("SQL Key Words", appendix C of its manual: all that are
 * reserved or reserved in part) or in DuckDB (`duckdb_keywords()`).
 */
const QUOTED_WORDS: ReadonlySet<string> = new Set(
  `all analyse analyze and anti any array as asc asof asymmetric at authorization between bigint binary bit boolean both by case cast char
  character check coalesce collate collation column columns concurrently constraint create cross current_catalog current_date current_role
  current_schema current_time current_timestamp current_user dec decimal default deferrable desc describe distinct do else end except exists
  extract false fetch filter float for foreign freeze from full generated glob global grant greatest group grouping groups having ilike in
  initially inner inout int integer intersect interval into is isnull join lambda lateral leading least left like limit local localtime
  localtimestamp map materialized merge national natural nchar no none not notnull null nullif numeric offset on only or order out outer
  over overlaps overlay partition pivot pivot_longer pivot_wider placing position positional precision primary qualify range real recursive
  references returning right row rows select semi session_user set setof show similar smallint some struct substring summarize
  symmetric system table tablesample text then time timestamp to trailing treat trim true try_cast type union unique unpivot user using values
  varchar variadic verbose view when where window with within without xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces
  xmlparse xmlpi xmlroot xmlserialize xmltable`.split(/\s+/),
);
