/** Slack's limits that our own text can meet (Slack: Block Kit reference). Characters. */
export const limits = {
  title: 24,
  button: 75,
  label: 2000,
  option: 75,
  header: 150,
  plainTextInput: 3000,
  sectionText: 3000,
  fieldError: 2000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  selectOptions: 100,
} as const;

/** The text within `max` characters, ended by an ellipsis when something had to go. Never empty. */
export function truncate(text: string, max: number): string {
  if (text.length === 0) return ' ';
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
