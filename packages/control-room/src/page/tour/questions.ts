/** A question with its answers, one of which is right, and the reason why or why not. */
export interface Question {
  readonly ask: string;
  readonly answers: readonly { readonly words: string; readonly isRight: boolean; readonly reason: string }[];
}

export const QUESTIONS: readonly Question[] = [
  {
    ask: "What is a sticky session?",
    answers: [
      {
        words: "A load balancer sends the same customer to the same server each time.",
        isRight: true,
        reason: "Right. By a cookie or by the address: where you were first, you stay.",
      },
      {
        words: "A session that never expires.",
        isRight: false,
        reason: "How long a session lives is another setting. Sticky says where it is served, not how long.",
      },
      {
        words: "A session that is copied to all servers.",
        isRight: false,
        reason: "That is replication. Sticky sessions are what people use because nothing is copied.",
      },
    ],
  },
  {
    ask: "Which problem do servers have that keep state in their own memory?",
    answers: [
      {
        words: "They need more memory than a database would.",
        isRight: false,
        reason: "Perhaps, but that would only cost money. You saw worse.",
      },
      {
        words: "No other server knows what one of them knows, and it dies with it.",
        isRight: true,
        reason: "Right. The next server takes you for a stranger, and a crash or a deploy ends the sessions.",
      },
      {
        words: "They answer more slowly.",
        isRight: false,
        reason: "They are a little faster: their own memory is nearer than Redis. That is why it tempts.",
      },
    ],
  },
  {
    ask: "Which is a downside of sticky sessions?",
    answers: [
      {
        words: "They need a browser extension.",
        isRight: false,
        reason: "A cookie will do, or the address. That is what makes them so easy to switch on.",
      },
      {
        words: "Each click signs you out.",
        isRight: false,
        reason: "That is the bug without them. With them it takes a server that dies or is replaced.",
      },
      {
        words: "Load is uneven, and a server that dies takes its customers’ carts along.",
        isRight: true,
        reason: "Right. You saw new servers stand idle, and a dead one’s customers lose what they had.",
      },
    ],
  },
  {
    ask: "What is the alternative?",
    answers: [
      {
        words: "One very large server.",
        isRight: false,
        reason: "Then there is nobody to be sent to, and nobody left when it dies.",
      },
      {
        words: "Keep the state outside of the servers, in a shared store such as Redis.",
        isRight: true,
        reason:
          "Right. Any server can then answer anybody, come or go. The store must be persistent and watched.",
      },
      {
        words: "Round-robin instead of cookies.",
        isRight: false,
        reason: "With state in memory that is the bug itself. It works once the state is shared.",
      },
    ],
  },
];
