/** The command that runs a verb on the deployment of that name, to be shown to the user. */
export const labCommand = (verb: string, name: string | undefined): string =>
  `scripts/lab ${verb}${name === undefined ? "" : ` --name ${name}`}`;
