/** Makes a `switch` over a union exhaustive: fails to compile when a case is missing, throws if one slips in at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
