/** Whether two JSON values are equal; fields may stand in any order, and one that is undefined counts as absent. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((value, at) => sameValue(value, other[at]));
  }
  const [left, right] = [one as Fields, other as Fields];
  return (
    Object.keys(left).every(name => sameValue(left[name], right[name])) &&
    Object.keys(right).every(name => right[name] === undefined || left[name] !== undefined)
  );
}

type Fields = Readonly<Record<string, unknown>>;
