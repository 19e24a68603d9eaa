import type { Question } from "./question.ts";

/** The index of the chosen choice by the index of the question. Questions without a choice are absent. */
export type Chosen = Readonly<Record<number, number>>;

/** How many questions have a choice, and how many of those choices are right. */
export function score(chosen: Chosen): { readonly answered: number; readonly right: number } {
  const answered = Object.keys(chosen).length;
  const right = QUESTIONS.filter(({ choices }, i) => choices[chosen[i] ?? -1]?.isRight).length;
  return { answered, right };
}

/** The quiz at the end of the tour. */
export const QUESTIONS: readonly Question[] = [
  {
    text: "What is a sticky session?",
    choices: [
      {
        text: "A load balancer sends the same customer to the same server each time.",
        isRight: true,
        reason: "Right. By a cookie or by the address: you stay with the server that you met first.",
      },
      {
        text: "A session that never expires.",
        isRight: false,
        reason:
          "How long a session lives is another setting. Sticky says where it is served, not how long it lives.",
      },
      {
        text: "A session that is copied to all servers.",
        isRight: false,
        reason: "That is replication. Sticky sessions are what people use because nothing is copied.",
      },
    ],
  },
  {
    text: "What is the problem with servers that keep state in their own memory?",
    choices: [
      {
        text: "They need more memory than a database would.",
        isRight: false,
        reason: "Perhaps, but that would only cost money. You saw worse.",
      },
      {
        text: "No other server knows what one of them knows, and it dies with it.",
        isRight: true,
        reason: "Right. The next server takes you for a stranger, and a crash or a deploy ends the sessions.",
      },
      {
        text: "They answer more slowly.",
        isRight: false,
        reason: "They are a little faster: their own memory is nearer than Redis. That is why people do it.",
      },
    ],
  },
  {
    text: "Which is a downside of sticky sessions?",
    choices: [
      {
        text: "They need a browser extension.",
        isRight: false,
        reason: "A cookie will do, or the address. That is what makes them so easy to switch on.",
      },
      {
        text: "Each click signs you out.",
        isRight: false,
        reason:
          "That is the bug without them. With them you are signed out when your server dies or is replaced.",
      },
      {
        text: "Load is uneven, and a server that dies takes its customers’ carts with it.",
        isRight: true,
        reason: "Right. You saw new servers stay idle, and customers of a dead server lose what they had.",
      },
    ],
  },
  {
    text: "What is the alternative?",
    choices: [
      {
        text: "One very large server.",
        isRight: false,
        reason: "Then no other server can take over when it dies.",
      },
      {
        text: "Keep the state outside of the servers, in a shared store such as Redis.",
        isRight: true,
        reason:
          "Right. Any server can then answer any customer, and servers can come and go. The store must be persistent and monitored.",
      },
      {
        text: "Round-robin instead of cookies.",
        isRight: false,
        reason: "With state in memory that is the bug itself. It works once the state is shared.",
      },
    ],
  },
];
