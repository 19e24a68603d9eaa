/** A question with choices, of which one is right. */
export interface Question {
  readonly text: string;
  /** `reason` says why the choice is right or wrong. */
  readonly choices: readonly { readonly text: string; readonly isRight: boolean; readonly reason: string }[];
}
