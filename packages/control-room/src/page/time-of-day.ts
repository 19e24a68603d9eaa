/** The time of day of a Unix time in seconds, on this machine's clock: "14:03:12". */
export const timeOfDay = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleTimeString("en-GB", { timeStyle: "medium" });
