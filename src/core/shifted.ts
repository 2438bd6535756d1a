const SUPERSCRIPTS = new Map(
  Array.from('0123456789+-=()ni', (character, index) => [character, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'[index]]),
);
const SUBSCRIPTS = new Map(
  Array.from('0123456789+-=()aeijoruvx', (character, index) => [
    character,
    '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₒᵣᵤᵥₓ'[index],
  ]),
);

/** A text set high or low; nothing when Unicode has not all of its letters. */
export function shifted(text: string, where: '^' | '_'): string | undefined {
  const letters = where === '^' ? SUPERSCRIPTS : SUBSCRIPTS;
  const found = Array.from(text, (character) => letters.get(character));
  return text !== '' && found.every((letter) => letter !== undefined) ? found.join('') : undefined;
}
