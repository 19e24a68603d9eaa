/** Something that the person who called can put right. The message says how. */
export class UsageError extends Error {}
