/** For a form whose draft ended, or whose profile moved on. */
export const TEST_FORM_GONE =
  'The profile changed meanwhile, or this form was open for too long. Type `/cert profile test NAME` again.';
