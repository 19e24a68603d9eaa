import type { ControlRoom } from "@shop/control-room/server/control-room.ts";
import { type Recorded, record } from "./record.ts";

/**
 * Opens a control room while `during` lasts, and records it if there is a path. Whatever fails, the room is closed in the end: its
 * timers and customers would keep the process alive.
 *
 * @throws LabError if the recording cannot be written; also whatever `during` throws.
 */
export async function whileOpen(
  room: ControlRoom,
  recorded: Recorded,
  path: string | undefined,
  during: () => Promise<unknown>,
): Promise<void> {
  try {
    await room.open(recorded.customers);
    const recorder = path === undefined ? null : await record(room, recorded, path);
    try {
      await during();
    } finally {
      await recorder?.stop();
    }
  } finally {
    await room.close();
  }
}
