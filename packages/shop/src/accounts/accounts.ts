/** Who may sign in. Replace the demo's by your own: a database, an identity provider. */
export interface Accounts {
  /** The user's name if the password is right, else null. Takes as long for a name that nobody has. */
  verify(username: string, password: string): Promise<string | null>;
}
