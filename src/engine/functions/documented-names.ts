/**
 * Names of the functions that SQL Server has, whether the engine has them or not: a call of any other name without a schema is error 195.
 * Source: Microsoft Learn, "What are the SQL database functions?" and the pages it lists; older and undocumented ones that are known.
 */
const NAMES = `
  abs acos ai_generate_chunks ai_generate_embeddings any_value app_name applock_mode applock_test approx_count_distinct
  approx_percentile_cont approx_percentile_disc ascii asin assemblyproperty asymkey_id asymkeyproperty atan atn2 avg base64_decode
  base64_encode binary_checksum bit_count cast ceiling cert_id certencoded certprivatekey certproperty char charindex checksum
  checksum_agg choose coalesce col_length col_name collationproperty columnproperty columns_updated compress concat concat_ws
  connectionproperty containstable context_info convert cos cot count count_big cume_dist current_date current_request_id
  current_timestamp current_timezone current_timezone_id current_transaction_id current_user cursor_status database_principal_id
  databaseproperty databasepropertyex datalength date_bucket dateadd datediff datediff_big datefromparts datename datepart
  datetime2fromparts datetimefromparts datetimeoffsetfromparts datetrunc day db_id db_name decompress decryptbyasymkey decryptbycert
  decryptbykey decryptbykeyautoasymkey decryptbykeyautocert decryptbypassphrase degrees dense_rank difference edge_id_from_parts
  edit_distance edit_distance_similarity encrypt encryptbyasymkey encryptbycert encryptbykey encryptbypassphrase eomonth error_line
  error_message error_number error_procedure error_severity error_state eventdata exp file_id file_idex file_name filegroup_id
  filegroup_name filegroupproperty fileproperty filepropertyex filetablerootpath first_value floor format formatmessage freetexttable
  fulltextcatalogproperty fulltextserviceproperty generate_series get_bit get_filestream_transaction_context getansinull getdate
  getfilenamespacepath getpathlocator getutcdate graph_id_from_edge_id graph_id_from_node_id greatest grouping grouping_id
  has_dbaccess has_perms_by_name hashbytes host_id host_name ident_current ident_incr ident_seed iif index_col indexkey_property
  indexproperty is_member is_objectsigned is_rolemember is_srvrolemember isdate isjson isnull isnumeric jaro_winkler_distance
  jaro_winkler_similarity json_array json_arrayagg json_contains json_modify json_object json_objectagg json_path_exists json_query
  json_value key_guid key_id key_name lag last_value lead least left left_shift len log log10 loginproperty lower ltrim max min
  min_active_rowversion month nchar newid newsequentialid next node_id_from_parts ntile nullif object_definition
  object_id object_id_from_edge_id object_id_from_node_id object_name object_schema_name objectproperty objectpropertyex opendatasource
  openjson openquery openrowset openxml original_db_name original_login parse parsename patindex percent_rank percentile_cont
  percentile_disc permissions pi power predict product publishingservername pwdcompare pwdencrypt quotename radians rand rank regexp_count
  regexp_instr regexp_like regexp_matches regexp_replace regexp_split_to_table regexp_substr replace replicate reverse right right_shift
  round row_number rowcount_big rtrim schema_id schema_name scope_identity semantickeyphrasetable semanticsimilaritydetailstable
  semanticsimilaritytable serverproperty session_context session_id session_user sessionproperty set_bit sign signbyasymkey signbycert sin
  smalldatetimefromparts soundex space sql_variant_property sqrt square stats_date stdev stdevp str string_agg string_escape
  string_split stuff substring sum suser_id suser_name suser_sid suser_sname switchoffset symkeyproperty sysdatetime sysdatetimeoffset
  system_user sysutcdatetime tan tertiary_weights textptr textvalid timefromparts todatetimeoffset translate trigger_nestlevel trim
  try_cast try_convert try_parse type_id type_name typeproperty unicode unistr update upper user user_id user_name var varp
  vector_distance vector_norm vector_normalize vector_search vectorproperty verifysignedbyasymkey verifysignedbycert version xact_state year
`;

const DOCUMENTED: ReadonlySet<string> = new Set(NAMES.split(/\s+/).filter((name) => name !== ''));

/** Functions of the server: sys.fn_..., sys.dm_... and those of extended procedures are many. */
const OF_SERVER = /^(fn|dm|sp|xp|sys)_/;

/** @param name in lower case */
export const mayBeBuiltIn = (name: string): boolean => DOCUMENTED.has(name) || OF_SERVER.test(name);
