import { styleText } from "node:util";

const bold = (text: string) => styleText("bold", text);
/** Colours for terminals; plain text where standard output is none. */
export const style = {
  bold,
  good: (text: string) => styleText("green", text),
  bad: (text: string) => styleText("red", text),
  doubtful: (text: string) => styleText("yellow", text),
};
