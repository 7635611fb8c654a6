import type { Timestamp } from '../../shared/domain/ids.ts';

/** `10:32`, in the user's time zone. */
export function timeOf(at: Timestamp): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** `21 November`, with the year unless it is the current one. */
export function dayOf(at: Timestamp, now: Timestamp): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Date(at).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  });
}

/** `Today`, `Yesterday`, `Thursday, 19 November`, `3 March 2025`. */
export function dayName(at: Timestamp, now: Timestamp): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days < 0 || days > 300) return dayOf(at, now);
  const weekday = new Date(at).toLocaleDateString('en-GB', { weekday: 'long' });
  return `${weekday}, ${dayOf(at, now)}`;
}

/** `today at 10:32`, `on 19 November at 10:32`: in the middle of a sentence. */
export function whenInWords(at: Timestamp, now: Timestamp): string {
  const day = dayName(at, now);
  const isNear = day === 'Today' || day === 'Yesterday';
  return `${isNear ? day.toLowerCase() : `on ${dayOf(at, now)}`} at ${timeOf(at)}`;
}

function startOfDay(at: Timestamp): Timestamp {
  return new Date(at).setHours(0, 0, 0, 0);
}
