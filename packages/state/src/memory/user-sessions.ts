import type { UserSessions } from "../state.ts";
import type { SessionTexts } from "./sessions.ts";

export function memoryUserSessions(texts: SessionTexts): UserSessions {
  return {
    // each session is kept with its user: nothing to add
    add: async () => {},
    of: async (user) => [...texts.entries()].filter(([, kept]) => kept.user === user).map(([id]) => id),
    count: async () => {
      texts.purgeStale();
      return texts.size;
    },
  };
}
