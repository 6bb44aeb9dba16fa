/**
 * Remembers what `make` gave, of the latest `most` questions.
 * @param make asked again where the answer was forgotten: it must always say the same.
 */
export function memo<K, V extends object | string | number | boolean>(
  most: number,
  make: (key: K) => V,
): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    const made = make(key);
    if (known.size >= most) known.delete(known.keys().next().value as K);
    known.set(key, made);
    return made;
  };
}
