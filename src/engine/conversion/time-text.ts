/** Times of day in texts. Source: Microsoft Learn, "time (Transact-SQL)", "Supported string literal formats for time". */

/** `bad`: not a time at all. */
export type TimeParts =
  | 'bad'
  | {
      readonly ticks: number;
      readonly fractionDigits: number;
      readonly offsetMinutes: number | null;
      /** Hours under 24, minutes under 60, an offset of at most 14 hours. */
      readonly isInRange: boolean;
    };

/** `4 PM`, `14:30`, `14:30:20`, `14:30:20.9999999`, `14:30:20:999`, each with AM or PM and an offset if it likes. */
export const TIME_AT_END =
  /(?:^| +)(?:(?<hour>\d{1,2})(?::(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:\.(?<fraction>\d+)|:(?<thousandths>\d{1,3}))?)?) ?(?<half>am|pm)?|(?<hour12>\d{1,2}) ?(?<onlyHalf>am|pm))(?: ?(?<zone>Z|[+-]\d{1,2}:\d{1,2}))?$/i;

const TICKS_PER_SECOND = 10_000_000;
const MOST_DIGITS = 7;
const MOST_OFFSET_MINUTES = 14 * 60;

export function timeParts(groups: Readonly<Record<string, string | undefined>>): TimeParts {
  const fraction = groups['fraction'] ?? groups['thousandths']?.padStart(3, '0') ?? '';
  if (fraction.length > MOST_DIGITS) return 'bad';
  const half = (groups['half'] ?? groups['onlyHalf'])?.toLowerCase();
  const hour = hourOf(Number(groups['hour'] ?? groups['hour12']), half);
  const [minute, second] = [Number(groups['minute'] ?? 0), Number(groups['second'] ?? 0)];
  const offsetMinutes = offsetOf(groups['zone']);
  return {
    ticks: (hour * 3600 + minute * 60 + second) * TICKS_PER_SECOND + Number(fraction.padEnd(MOST_DIGITS, '0')),
    fractionDigits: fraction.length,
    offsetMinutes,
    isInRange: hour < 24 && minute < 60 && second < 60 && Math.abs(offsetMinutes ?? 0) <= MOST_OFFSET_MINUTES,
  };
}

/** An hour that its half of the day cannot have is out of every range. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (half === 'am') return hour === 12 ? 0 : hour > 12 ? 24 : hour;
  if (hour === 0) return 24;
  return hour < 12 ? hour + 12 : hour;
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (/^z$/i.test(zone)) return 0;
  const [hours = '0', minutes = '0'] = zone.slice(1).split(':');
  const size = Number(hours) * 60 + Number(minutes);
  return zone.startsWith('-') ? -size : size;
}
