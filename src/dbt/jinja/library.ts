/**
 * The part of `@huggingface/jinja` 0.5.11 that is used, with types: its own declarations name their files without
 * extensions, which Node's module rules do not resolve. Only the sandbox's child may import this.
 */
import * as library from '@huggingface/jinja';

/** A token; `type` as in the library's lexer: `Text`, `OpenStatement`, `Identifier`, ... */
export interface Token {
  value: string;
  type: string;
}

/** A value while rendering: `type` `StringValue`, `ArrayValue`, `UndefinedValue`, ...; `value` what it holds. */
export interface RuntimeValue {
  type: string;
  value: unknown;
}

export interface Statement {
  type: string;
}

export interface Environment {
  /** Declares a variable; plain JavaScript values and functions are wrapped. Throws when it exists. */
  set(name: string, value: unknown): RuntimeValue;
}

export interface Interpreter {
  run(program: Statement): RuntimeValue;
  evaluate(statement: Statement | undefined, environment: Environment): RuntimeValue;
}

export const Environment: new (parent?: Environment) => Environment = library.Environment;
export const Interpreter: new (environment: Environment) => Interpreter = library.Interpreter;
export const tokenize: (source: string) => Token[] = library.tokenize;
export const parse: (tokens: Token[]) => Statement = library.parse;
