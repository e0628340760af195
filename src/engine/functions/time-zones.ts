/**
 * Time zones by their Windows names, with the years for which their rule is sure.
 * Source: the rules by law (Energy Policy Act of 2005; Directive 2000/84/EC; Standard Time acts of Australia's states; Time Act of New
 * Zealand), as Windows has them. All else is NotInEngine: Windows knows the past of few zones.
 */
import { dayNumber, daysInMonth, isoWeekday } from '../values/calendar.js';
import { atDay, PER_HOUR, PER_MINUTE, type Instant } from './instant.js';

/** A Sunday of a month: the first is 1, the last is 0. */
type Sunday = readonly [month: number, which: 0 | 1 | 2];

interface Turn {
  readonly sunday: Sunday;
  /** Hours after midnight: by the clock that is left, or by Greenwich. */
  readonly hour: number;
}

interface Rule {
  readonly start: Turn;
  readonly end: Turn;
  readonly isUtc?: boolean;
  readonly firstYear: number;
}

const AMERICA: Rule = { start: { sunday: [3, 2], hour: 2 }, end: { sunday: [11, 1], hour: 2 }, firstYear: 2007 };
const EUROPE: Rule = { start: { sunday: [3, 0], hour: 1 }, end: { sunday: [10, 0], hour: 1 }, isUtc: true, firstYear: 1996 }; // prettier-ignore
const AUSTRALIA: Rule = { start: { sunday: [10, 1], hour: 2 }, end: { sunday: [4, 1], hour: 3 }, firstYear: 2009 };
const NEW_ZEALAND: Rule = { start: { sunday: [9, 0], hour: 2 }, end: { sunday: [4, 1], hour: 3 }, firstYear: 2008 };

interface Zone {
  readonly standardMinutes: number;
  /** Null for a zone that never changes its clocks. */
  readonly rule: Rule | null;
}

type Entry = readonly [name: string, standardMinutes: number, rule?: Rule];

const ENTRIES: readonly Entry[] = [
  ['UTC', 0],
  ['Greenwich Standard Time', 0],
  ['GMT Standard Time', 0, EUROPE],
  ['W. Europe Standard Time', 60, EUROPE],
  ['Central Europe Standard Time', 60, EUROPE],
  ['Central European Standard Time', 60, EUROPE],
  ['Romance Standard Time', 60, EUROPE],
  ['FLE Standard Time', 120, EUROPE],
  ['GTB Standard Time', 120, EUROPE],
  ['South Africa Standard Time', 120],
  ['E. Africa Standard Time', 180],
  ['Arab Standard Time', 180],
  ['Arabian Standard Time', 240],
  ['India Standard Time', 330],
  ['Nepal Standard Time', 345],
  ['SE Asia Standard Time', 420],
  ['China Standard Time', 480],
  ['Singapore Standard Time', 480],
  ['Tokyo Standard Time', 540],
  ['Korea Standard Time', 540],
  ['AUS Central Standard Time', 570],
  ['Cen. Australia Standard Time', 570, AUSTRALIA],
  ['AUS Eastern Standard Time', 600, AUSTRALIA],
  ['Tasmania Standard Time', 600, AUSTRALIA],
  ['E. Australia Standard Time', 600],
  ['New Zealand Standard Time', 720, NEW_ZEALAND],
  ['Hawaiian Standard Time', -600],
  ['Alaskan Standard Time', -540, AMERICA],
  ['Pacific Standard Time', -480, AMERICA],
  ['Mountain Standard Time', -420, AMERICA],
  ['US Mountain Standard Time', -420],
  ['Central Standard Time', -360, AMERICA],
  ['Canada Central Standard Time', -360],
  ['Eastern Standard Time', -300, AMERICA],
  ['SA Pacific Standard Time', -300],
  ['Atlantic Standard Time', -240, AMERICA],
];
const ZONES = new Map(ENTRIES.map(([name, standardMinutes, rule]): [string, Zone] => [name.toLowerCase(), { standardMinutes, rule: rule ?? null }])); // prettier-ignore

export const zoneNamed = (name: string): Zone | null => ZONES.get(name.toLowerCase()) ?? null;

const SUMMER_MINUTES = 60;

function sundayOf(year: number, [month, which]: Sunday): number {
  const last = dayNumber({ year, month, day: daysInMonth(year, month) });
  if (which === 0) return last - (isoWeekday(last) % 7);
  const first = dayNumber({ year, month, day: 1 });
  return first + ((7 - isoWeekday(first)) % 7) + (which - 1) * 7;
}

/** In UTC. The first summer minute, and the first minute after summer, of a year. */
function turnsOf(year: number, { standardMinutes }: Zone, rule: Rule): readonly [start: Instant, end: Instant] {
  const at = ({ sunday, hour }: Turn, offsetMinutes: number): Instant =>
    atDay(sundayOf(year, sunday), BigInt(hour) * PER_HOUR - (rule.isUtc ? 0n : BigInt(offsetMinutes) * PER_MINUTE));
  return [at(rule.start, standardMinutes), at(rule.end, standardMinutes + SUMMER_MINUTES)];
}

/** Minutes east of Greenwich at a moment, given the year it falls in by the zone's own clock. Null: not known for that year. */
export function offsetAt(zone: Zone, utc: Instant, year: number): number | null {
  const { rule, standardMinutes } = zone;
  if (!rule) return standardMinutes;
  if (year < rule.firstYear) return null;
  const [start, end] = turnsOf(year, zone, rule);
  const isSummer = start < end ? utc >= start && utc < end : utc >= start || utc < end;
  return standardMinutes + (isSummer ? SUMMER_MINUTES : 0);
}

/** What a local time is taken for: the earlier offset where it comes twice, an hour later where it never comes. */
export function offsetOfLocal(zone: Zone, local: Instant, year: number): { offset: number; isSkipped: boolean } | null {
  const standard = zone.standardMinutes;
  const summer = standard + SUMMER_MINUTES;
  const atSummer = offsetAt(zone, local - BigInt(summer) * PER_MINUTE, year);
  const atStandard = offsetAt(zone, local - BigInt(standard) * PER_MINUTE, year);
  if (atSummer === null || atStandard === null) return null;
  if (atSummer === summer) return { offset: summer, isSkipped: false };
  return atStandard === standard ? { offset: standard, isSkipped: false } : { offset: summer, isSkipped: true };
}
