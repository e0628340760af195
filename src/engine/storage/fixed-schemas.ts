/** Schemas that every database has, with their ids. Source: Microsoft Learn, "Ownership and user-schema separation", "Database-level roles". */
export const FIXED_SCHEMAS: Readonly<Record<string, number>> = {
  dbo: 1, guest: 2, INFORMATION_SCHEMA: 3, sys: 4,
  db_owner: 16_384, db_accessadmin: 16_385, db_securityadmin: 16_386, db_ddladmin: 16_387, db_backupoperator: 16_389,
  db_datareader: 16_390, db_datawriter: 16_391, db_denydatareader: 16_392, db_denydatawriter: 16_393,
}; // prettier-ignore

/** The others may go when nobody needs them. */
const LAST_NEEDED = 4;

export const isNeeded = (schemaId: number): boolean => schemaId <= LAST_NEEDED;
