const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];
const DECIMAL = ['', ' k', ' M', ' G', ' T', ' P', ' E', ' Z', ' Y'];

/** Bytes for people: '320 KiB', '1.5 GiB'. */
export const readableBytes = (bytes: number): string =>
  scaled(
    bytes,
    1024,
    BINARY.map((unit) => ` ${unit}`),
    '',
  );

/** Operations for people: '2.2 TFLOP'. */
export const readableFlops = (flops: number): string =>
  scaled(
    flops,
    1000,
    DECIMAL.map((unit) => (unit === '' ? ' ' : unit)),
    'FLOP',
  );

/** A count for people: '1.2 M', with its unit. */
export const readableCount = (count: number): string => scaled(count, 1000, DECIMAL, '');

/** Three digits are enough to compare by; whole numbers below a thousand stay exact. */
function scaled(value: number, base: number, units: readonly string[], suffix: string): string {
  const power = value < base ? 0 : Math.min(units.length - 1, Math.floor(Math.log(value) / Math.log(base)));
  const inUnit = value / base ** power;
  // 999,999 would be shown as 1,000 k.
  const [shown, at] =
    Number(inUnit.toPrecision(3)) >= base && power < units.length - 1
      ? [inUnit / base, power + 1]
      : [inUnit, power];
  const digits = Number.isInteger(shown) ? shown : Number(shown.toPrecision(shown >= 1000 ? 4 : 3));
  return `${digits}${units[at] ?? ''}${suffix}`;
}
