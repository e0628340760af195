/**
 * Time zones by their Windows names, with the years for which their rule is sure.
 * Source: the rules by law (Energy Policy Act of 2005; Directive 2000/84/EC; Standard Time acts of Australia's states; Time Act of New
 * Zealand; Israel's Time Determination Law), as Windows has them. All else is NotInEngine: Windows knows the past of few zones. Not by
 * Intl: its zones are those of the Node at hand, and the past that IANA keeps is not that of Windows.
 */
import { dayNumber, daysInMonth, isoWeekday } from '../values/calendar.js';
import { atDay, PER_HOUR, PER_MINUTE, type Instant } from './instant.js';

/** A Sunday of a month: the first is 1, the last is 0. */
type Sunday = readonly [month: number, which: 0 | 1 | 2 | 4];

interface Turn {
  readonly sunday: Sunday;
  /** Of the day, before that Sunday. */
  readonly daysBefore?: number;
  /** Hours after midnight: by the clock that is left, or by Greenwich. */
  readonly hour: number;
  readonly minute?: number;
}

interface Rule {
  readonly start: Turn;
  readonly end: Turn;
  readonly isUtc?: boolean;
  readonly firstYear: number;
  /** Of the years before. */
  readonly earlier?: Rule;
}

const AMERICA: Rule = { start: { sunday: [3, 2], hour: 2 }, end: { sunday: [11, 1], hour: 2 }, firstYear: 2007 };
/** From the law of 1986 to that of 2005; Windows has this rule for all years before 2007. */
const UNITED_STATES: Rule = { ...AMERICA, earlier: { start: { sunday: [4, 1], hour: 2 }, end: { sunday: [10, 0], hour: 2 }, firstYear: 1987 } }; // prettier-ignore
const CUBA: Rule = { start: { sunday: [3, 2], hour: 0 }, end: { sunday: [11, 1], hour: 1 }, firstYear: 2013 };
const MOLDOVA: Rule = { start: { sunday: [3, 0], hour: 2 }, end: { sunday: [10, 0], hour: 3 }, firstYear: 2008 };
const EUROPE: Rule = { start: { sunday: [3, 0], hour: 1 }, end: { sunday: [10, 0], hour: 1 }, isUtc: true, firstYear: 1996 }; // prettier-ignore
const AUSTRALIA: Rule = { start: { sunday: [10, 1], hour: 2 }, end: { sunday: [4, 1], hour: 3 }, firstYear: 2009 };
const NEW_ZEALAND: Rule = { start: { sunday: [9, 0], hour: 2 }, end: { sunday: [4, 1], hour: 3 }, firstYear: 2008 };

/** At the moments of New Zealand. */
const CHATHAM: Rule = { start: { sunday: [9, 0], hour: 2, minute: 45 }, end: { sunday: [4, 1], hour: 3, minute: 45 }, firstYear: 2008 }; // prettier-ignore
/** Time Determination Law, as changed in 2013: from the Friday before the last Sunday of March. */
const ISRAEL: Rule = { start: { sunday: [3, 0], daysBefore: 2, hour: 2 }, end: { sunday: [10, 0], hour: 2 }, firstYear: 2014 }; // prettier-ignore
/** Decree 1264 of 2014; since October 2024 the clocks are not changed any more. */
const PARAGUAY: Rule = { start: { sunday: [10, 1], hour: 0 }, end: { sunday: [3, 4], hour: 0 }, firstYear: 2015 };

interface Zone {
  readonly standardMinutes: number;
  /** Null for a zone that does not change its clocks. */
  readonly rule: Rule | null;
  readonly firstYear: number;
  /** After it another rule may be in force, by how new a server's Windows is. */
  readonly lastYear: number;
}

/** A number in place of a rule: the first year from which the clocks are never changed. */
type Entry = readonly [name: string, standardMinutes: number, rule?: Rule | number, lastYear?: number];

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
  ['Alaskan Standard Time', -540, UNITED_STATES],
  ['Pacific Standard Time', -480, UNITED_STATES],
  ['Mountain Standard Time', -420, UNITED_STATES],
  ['US Mountain Standard Time', -420],
  ['Central Standard Time', -360, UNITED_STATES],
  ['Canada Central Standard Time', -360],
  ['Eastern Standard Time', -300, UNITED_STATES],
  ['SA Pacific Standard Time', -300],
  ['Atlantic Standard Time', -240, AMERICA],
  // without changes, some of them since a year
  ['Dateline Standard Time', -720],
  ['Marquesas Standard Time', -570],
  ['Central Standard Time (Mexico)', -360, 2023],
  ['Central America Standard Time', -360, 2007],
  ['Eastern Standard Time (Mexico)', -300, 2016],
  ['Venezuela Standard Time', -240, 2017],
  ['Central Brazilian Standard Time', -240, 2020],
  ['SA Western Standard Time', -240],
  ['E. South America Standard Time', -180, 2020],
  ['SA Eastern Standard Time', -180],
  ['Argentina Standard Time', -180, 2010],
  ['Bahia Standard Time', -180, 2013],
  ['Tocantins Standard Time', -180, 2014],
  ['Cape Verde Standard Time', -60],
  ['W. Central Africa Standard Time', 60],
  ['Kaliningrad Standard Time', 120, 2015],
  ['Libya Standard Time', 120, 2014],
  ['Namibia Standard Time', 120, 2018],
  ['Arabic Standard Time', 180, 2009],
  ['Belarus Standard Time', 180, 2012],
  ['Jordan Standard Time', 180, 2023],
  ['Russian Standard Time', 180, 2015],
  ['Syria Standard Time', 180, 2023],
  ['Turkey Standard Time', 180, 2017],
  ['Iran Standard Time', 210, 2023],
  ['Azerbaijan Standard Time', 240, 2017],
  ['Caucasus Standard Time', 240, 2013],
  ['Georgian Standard Time', 240, 2006],
  ['Mauritius Standard Time', 240, 2010],
  ['Russia Time Zone 3', 240, 2015],
  ['Afghanistan Standard Time', 270],
  ['Ekaterinburg Standard Time', 300, 2015],
  ['Pakistan Standard Time', 300, 2010],
  ['West Asia Standard Time', 300],
  ['Sri Lanka Standard Time', 330, 2007],
  ['Bangladesh Standard Time', 360, 2010],
  ['Myanmar Standard Time', 390],
  ['N. Central Asia Standard Time', 420, 2017],
  ['North Asia Standard Time', 420, 2015],
  ['North Asia East Standard Time', 480, 2015],
  ['Taipei Standard Time', 480],
  ['Ulaanbaatar Standard Time', 480, 2018],
  ['W. Australia Standard Time', 480, 2010],
  ['Aus Central W. Standard Time', 525],
  ['Yakutsk Standard Time', 540, 2015],
  ['Vladivostok Standard Time', 600, 2015],
  ['West Pacific Standard Time', 600],
  ['Central Pacific Standard Time', 660],
  ['Russia Time Zone 10', 660, 2015],
  ['Russia Time Zone 11', 720, 2015],
  ['UTC+12', 720],
  ['UTC+13', 780],
  ['Tonga Standard Time', 780, 2018],
  ['Line Islands Standard Time', 840],
  ['UTC-02', -120],
  ['UTC-08', -480],
  ['UTC-09', -540],
  ['UTC-11', -660],
  ['Yukon Standard Time', -420, 2021],
  ['Magallanes Standard Time', -180, 2017],
  ['Montevideo Standard Time', -180, 2016],
  ['Sao Tome Standard Time', 0, 2020],
  ['South Sudan Standard Time', 120, 2022],
  ['Sudan Standard Time', 120, 2018],
  ['Volgograd Standard Time', 180, 2021],
  ['Astrakhan Standard Time', 240, 2017],
  ['Saratov Standard Time', 240, 2017],
  ['Qyzylorda Standard Time', 300, 2019],
  ['Omsk Standard Time', 360, 2015],
  ['Altai Standard Time', 420, 2017],
  ['Tomsk Standard Time', 420, 2017],
  ['W. Mongolia Standard Time', 420, 2018],
  ['Transbaikal Standard Time', 540, 2017],
  ['Bougainville Standard Time', 660, 2015],
  ['Magadan Standard Time', 660, 2017],
  ['Sakhalin Standard Time', 660, 2017],
  ['Fiji Standard Time', 720, 2022],
  ['Samoa Standard Time', 780, 2022],
  // by the rules above
  ['Pacific Standard Time (Mexico)', -480, { ...AMERICA, firstYear: 2010 }],
  ['Cuba Standard Time', -300, CUBA],
  ['Haiti Standard Time', -300, { ...AMERICA, firstYear: 2017 }],
  ['Turks And Caicos Standard Time', -300, { ...AMERICA, firstYear: 2019 }],
  ['Saint Pierre Standard Time', -180, AMERICA],
  ['E. Europe Standard Time', 120, MOLDOVA],
  ['Norfolk Standard Time', 660, { ...AUSTRALIA, firstYear: 2020 }],
  ['Aleutian Standard Time', -600, AMERICA],
  ['US Eastern Standard Time', -300, AMERICA],
  ['Newfoundland Standard Time', -210, { ...AMERICA, firstYear: 2012 }],
  ['Azores Standard Time', -60, EUROPE],
  ['Chatham Islands Standard Time', 765, CHATHAM],
  ['Israel Standard Time', 120, ISRAEL],
  ['Paraguay Standard Time', -240, PARAGUAY, 2023],
  ['Central Asia Standard Time', 360, 2005, 2023],
];
const ZONES = new Map(
  ENTRIES.map(([name, standardMinutes, rule, lastYear = 9999]): [string, Zone] => {
    const firstYear = typeof rule === 'number' ? rule : (rule?.firstYear ?? 1);
    return [name.toLowerCase(), { standardMinutes, rule: typeof rule === 'object' ? rule : null, firstYear, lastYear }];
  }),
);

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
  const at = ({ sunday, daysBefore = 0, hour, minute = 0 }: Turn, offsetMinutes: number): Instant =>
    atDay(
      sundayOf(year, sunday) - daysBefore,
      BigInt(hour) * PER_HOUR + BigInt(minute) * PER_MINUTE - (rule.isUtc ? 0n : BigInt(offsetMinutes) * PER_MINUTE),
    );
  return [at(rule.start, standardMinutes), at(rule.end, standardMinutes + SUMMER_MINUTES)];
}

/** Minutes east of Greenwich at a moment, given the year it falls in by the zone's own clock. Null: not known for that year. */
export function offsetAt(zone: Zone, utc: Instant, year: number): number | null {
  const { standardMinutes, firstYear } = zone;
  const rule = year < firstYear ? zone.rule?.earlier : zone.rule;
  if (year < (rule?.firstYear ?? firstYear) || year > zone.lastYear) return null;
  if (!rule) return standardMinutes;
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
