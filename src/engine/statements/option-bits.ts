/** @@OPTIONS. Source: Microsoft Learn, "@@OPTIONS (Transact-SQL)" and "Configure the user options Server Configuration Option". */
import type { Settings } from '../session/run.js';

const BITS: readonly (readonly [bit: number, isOn: (settings: Settings) => boolean])[] = [
  [8, ({ ansiWarnings }) => ansiWarnings],
  [16, () => true], // ANSI_PADDING
  [32, ({ ansiNulls }) => ansiNulls],
  [64, ({ arithAbort }) => arithAbort],
  [256, ({ quotedIdentifier }) => quotedIdentifier],
  [512, ({ noCount }) => noCount],
  [1024, () => true], // ANSI_NULL_DFLT_ON: columns may be NULL unless they say otherwise
  [4096, ({ concatNullYieldsNull }) => concatNullYieldsNull],
  [16_384, ({ xactAbort }) => xactAbort],
];

/** One bit for each option of the session that is ON. */
export const optionBits = (settings: Settings): number =>
  BITS.reduce((bits, [bit, isOn]) => (isOn(settings) ? bits | bit : bits), 0);
