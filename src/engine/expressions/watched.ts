/** What a probe is told. It costs a look at a field where nobody watches. */
import type { Span } from '../../syntax/tsql/ast/index.js';
import { NotInEngine, SqlError } from '../errors.js';
import type { Run } from '../session/run.js';
import type { BoundPredicate, Frame } from './bound.js';
import { placeIn, type Scope } from './scope.js';

type Test = BoundPredicate['test'];

/** The same test, whose outcomes a probe sees. */
export function watched(test: Test, span: Span, scope: Scope): Test {
  const place = placeIn(scope, span);
  return (frame, run) => {
    const outcome = test(frame, run);
    run.probe?.see(place, outcome);
    return outcome;
  };
}

/** A probe wants to see every side, whatever the first one said; what fails there would not have been asked, and is no failure. */
export function lookOn(test: Test, frame: Frame, run: Run): void {
  try {
    test(frame, run);
  } catch (error) {
    if (!(error instanceof SqlError) && !(error instanceof NotInEngine)) throw error;
  }
}
