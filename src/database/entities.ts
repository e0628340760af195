/** Every entity of the service. A list, not a pattern of file names: a bundle has no files to look through. */
export const ENTITIES = [] as const;
