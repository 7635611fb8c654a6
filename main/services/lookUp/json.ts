import * as v from 'valibot';
import { BrokenAnswer, MOST_WORKS, type KnownWork } from './types.ts';

/** A text, a number and so on that a service may leave out or give as null. */
export const said = v.nullish(v.string());
export const saidNumber = v.nullish(v.number());
export const saidList = <T>(
  item: v.GenericSchema<unknown, T>,
): v.GenericSchema<unknown, T[] | null | undefined> => v.nullish(v.array(item));

/** The JSON of an answer. Throws `BrokenAnswer`; services under repair answer with a web page. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const isPage = /^\s*<(?:!doctype|html)/iu.test(text);
    throw new BrokenAnswer(
      isPage ? 'answered with a web page instead of data' : 'answered with something that is no JSON',
    );
  }
}

/**
 * Reads the works of a list, each for itself: one that is not in the service's form is passed over, unless all are, which
 * throws `BrokenAnswer`.
 */
export function readWorks<T>(
  items: readonly unknown[],
  schema: v.GenericSchema<unknown, T>,
  workOf: (item: T) => KnownWork | undefined,
): KnownWork[] {
  const looked = items.slice(0, MOST_WORKS).map(item => v.safeParse(schema, item));
  if (looked.length > 0 && looked.every(({ success }) => !success)) {
    throw new BrokenAnswer('answered in a form that Pandect does not know');
  }
  return looked.flatMap(each => (each.success ? (workOf(each.output) ?? []) : []));
}
