export function number(value: number): string {
  return Math.round(value).toLocaleString("en");
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
