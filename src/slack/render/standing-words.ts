import type { StandingRefusal } from '../../workflow/authorize.js';

/** Why somebody may not act here, in words for them. */
export function standingWords(standing: StandingRefusal['standing']): string {
  switch (standing) {
    case 'guest':
      return 'Guests cannot do this here. Ask a full member of this workspace.';
    case 'outsider':
      return 'Only members of this workspace can do this. Ask somebody who works here.';
    case 'deactivated':
      return 'This account is deactivated, so it cannot do this.';
    case 'bot':
      return 'Bots cannot do this.';
  }
}
