/** The state cannot be opened with these settings. The message says which one is wrong and what to set. */
export class StateSettingsError extends Error {
  override readonly name = "StateSettingsError";
}
