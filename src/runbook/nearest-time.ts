/** What a text that is no time of the day was meant to be: `9:00`, `22.00`, `2200`, `10 pm`. Null where that is a guess. */
export function nearestTime(written: string): string | null {
  const [, hours, minutes = "00", half] =
    /^(\d{1,2})(?:[:.h]?(\d\d))?(?::00)? ?(?:([ap])\.?m\.?|uhr|h)?$/i.exec(written.trim()) ?? [];
  if (hours === undefined) return null;
  const hour = half === undefined ? Number(hours) : onTwelve(Number(hours), half.toLowerCase());
  const inDay = hour * 60 + Number(minutes) <= 24 * 60 && Number(minutes) < 60;
  return hour >= 0 && inDay ? `${String(hour).padStart(2, "0")}:${minutes}` : null;
}

/** 12 am is midnight, 12 pm noon. Below zero where a clock with twelve hours has no such hour. */
function onTwelve(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + (half === "p" ? 12 : 0);
}
