/** Ends the set-up with what a person has to do; nothing of it is a crash worth a stack trace. */
export function stop(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
