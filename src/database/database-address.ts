/** Where the server's own PostgreSQL is: DATABASE_URL, or the embedded one's. Holds a password: never log or return it. */
export class DatabaseAddress {
  constructor(readonly url: string) {}
}
