"""What the fuzzing of the API changes in the requests that it makes up (scripts/fuzz-api.mjs, schemathesis.toml)."""

from itertools import count

import schemathesis

numbers = count(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    """In sequences of calls no two calls share an idempotency key.

    A repeated key is answered with what the first call was answered, also when somebody deleted the resource since; a
    sequence that reads the resource then takes its 404 for a loss. Calls by themselves keep the keys that were made up.
    """
    is_in_sequence = case.meta is not None and case.meta.phase.name == "stateful"
    if is_in_sequence and "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = f"sequence-{next(numbers)}"
