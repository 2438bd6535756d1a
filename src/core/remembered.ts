/** A function that looks up what it answered before, of up to so many texts. */
export function remembered<T>(answer: (text: string) => T, most: number): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    // Whatever is frequent soon comes again.
    if (answers.size >= most) answers.clear();
    const made = answer(text);
    answers.set(text, made);
    return made;
  };
}
