/** Something outside this repository that a group of tests needs: a program, a server, a folder. */
export interface Requirement {
  /** As a person would call it: `dbt`, `PostgreSQL`, `the corpus`. */
  readonly name: string;
  /** Why it cannot be used here and what would change that, or undefined when it is there. Quick; asked once per test file. */
  missing(): string | undefined;
}

/**
 * `describe` for tests that need something from outside. Where it is missing the group is skipped and the reason printed;
 * with CI=true a missing requirement is a failing test instead, so that a green CI run means everything ran.
 */
export function describeIf(requirements: Requirement | readonly Requirement[], title: string, body: () => void): void {
  const missing = missingOf(requirements);
  if (!missing) describe(title, body);
  else if (process.env.CI === 'true') describe(title, () => failing(missing));
  else {
    process.stderr.write(`skipped: ${title}: ${missing}\n`);
    describe.skip(title, body);
  }
}

/** @returns what is missing of all of them and why, as one text; undefined when nothing is */
export function missingOf(requirements: Requirement | readonly Requirement[]): string | undefined {
  const all: readonly Requirement[] = 'name' in requirements ? [requirements] : requirements;
  const reasons = all.flatMap((requirement) => {
    const reason = requirement.missing();
    return reason ? [`needs ${requirement.name}: ${reason}`] : [];
  });
  return reasons.length ? reasons.join('; ') : undefined;
}

function failing(reason: string): void {
  it('has what it needs, as it must with CI=true', () => {
    throw new Error(reason);
  });
}
