import { page, refusals, type Area } from './vector.js';

const table = {
  name: 'Things',
  columns: [['id', 'int NOT NULL'], ['u', 'uniqueidentifier'], ['j', 'nvarchar(200)'], ['h', 'hierarchyid'], ['g', 'geography'], ['x', 'xml'], ['w', 'varchar(20)']],
  rows: [
    ['1', '0e984725-c51c-4bf4-9960-e1c80e27aba0', '{"a":{"b":"x"},"n":[1,2.5],"t":true}', null, null, null, 'b'],
    ['2', null, '{"a":null}', null, null, null, 'a'],
  ],
} as const; // prettier-ignore

/** Types with values of their own kind, and those that are carried as text: what asks for their insides is reported. */
export const OTHER_TYPES: Area = {
  title: 'other types',
  table,
  vectors: [
    ...page('uniqueidentifier', [['CAST(u AS varchar(36))', ['0E984725-C51C-4BF4-9960-E1C80E27ABA0', null]], ["IIF(u = '0E984725-C51C-4BF4-9960-E1C80E27ABA0', 1, 0)", ['1', '0']], ['LEN(CAST(NEWID() AS varchar(40)))', ['36', '36']], ['IIF(NEWID() = u, 1, 0)', ['0', '0']]]),
    ...page('binary and varbinary', [['DATALENGTH(CAST(w AS varbinary(20)))', ['1', '1']], ['CONVERT(varchar(10), CAST(w AS varbinary(4)), 1)', ['0x62', '0x61']], ['CONVERT(varchar(10), CAST(w AS binary(2)), 2)', ['6200', '6100']], ['IIF(CAST(w AS varbinary(4)) = 0x61, 1, 0)', ['0', '1']], ["CONVERT(varchar(32), HASHBYTES('MD5', w), 2)", ['92EB5FFEE6AE2FEC3AD71C777531578F', '0CC175B9C0F1B6A831C399E269772661']]]),
    ...page('JSON_VALUE', [["JSON_VALUE(j, '$.a.b')", ['x', null]], ["JSON_VALUE(j, '$.n[1]')", ['2.5', null]], ["JSON_VALUE(j, '$.n')", [null, null]], ["JSON_VALUE(j, '$.t')", ['true', null]], ["CAST(JSON_VALUE(j, '$.n[0]') AS int) + 1", ['2', null]]]),
    ...refusals('hierarchyid data type method reference', [['h.GetLevel()', 'TSQL-UNSUPPORTED-METHOD'], ['h.ToString()', 'TSQL-UNSUPPORTED-METHOD'], ['h.IsDescendantOf(h)', 'TSQL-UNSUPPORTED-METHOD']]),
    ...refusals('Spatial data', [['g.STDistance(g)', 'TSQL-UNSUPPORTED-METHOD'], ['g.STAsText()', 'TSQL-UNSUPPORTED-METHOD']]),
    ...refusals('xml data type methods', [["x.query('/a')", 'TSQL-UNSUPPORTED-METHOD'], ["x.exist('/a')", 'TSQL-UNSUPPORTED-METHOD']]),
    ...refusals('Built-in functions', [["PARSE('1' AS int USING 'de-DE')", 'TSQL-PARSE-CULTURE'], ['CONNECTIONPROPERTY(w)', 'TSQL-SESSION-FUNCTION'], ['dbo.Nothing(id)', 'TSQL-UNKNOWN-FUNCTION'], ['FILEGROUPPROPERTY(w, w)', 'TSQL-UNSUPPORTED-FUNCTION'], ['@@ROWCOUNT', 'TSQL-SESSION-VARIABLE'], ["CONTAINS(w, 'x')", 'TSQL-FULL-TEXT']]),
  ],
}; // prettier-ignore
