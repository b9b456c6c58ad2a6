import type { AcceptScriptDeps } from '../workflow/accept-script.js';
import type { CastVoteDeps } from '../workflow/cast-vote.js';
import type { ChangeProfileDeps } from '../workflow/change-profile.js';
import type { CompareScriptDeps } from '../workflow/compare-script.js';
import type { FetchKeyDeps } from '../workflow/fetch-key.js';
import type { HomeStore } from '../workflow/home-store.js';
import type { LookAtHistoryDeps } from '../workflow/look-at-history.js';
import type { LookAtScriptsDeps } from '../workflow/look-at-scripts.js';
import type { MakeKeyDeps } from '../workflow/make-key.js';
import type { Place } from '../workflow/notifier.js';
import type { Ids, RunLogStore, SecretSealer, WorkerStore } from '../workflow/ports.js';
import type { RetryRequestDeps } from '../workflow/retry-request.js';
import type { SaveProfileDeps } from '../workflow/save-profile.js';
import type { SettleUnknownDeps } from '../workflow/settle-unknown.js';
import type { StartTestDeps } from '../workflow/start-test.js';
import type { SubmitRequestDeps } from '../workflow/submit-request.js';
import type { TendedCard } from '../workflow/tend-card.js';
import type { UploadScriptDeps } from '../workflow/upload-script.js';
import type { CardLink } from './card-link.js';
import type { UserGroup } from './directory.js';
import type { FetchedFile } from './fetch-file.js';
import type { InputFile } from './view-state.js';

/** All that the listeners need, built once by the role. The bot seals sensitive values and never opens them. */
export type SlackDeps = SubmitRequestDeps &
  CastVoteDeps &
  RetryRequestDeps &
  SettleUnknownDeps &
  SaveProfileDeps &
  MakeKeyDeps &
  FetchKeyDeps &
  ChangeProfileDeps &
  AcceptScriptDeps &
  CompareScriptDeps &
  LookAtScriptsDeps &
  UploadScriptDeps &
  StartTestDeps &
  LookAtHistoryDeps & {
    readonly ids: Ids;
    readonly sealer: SecretSealer;
    readonly runLogs: RunLogStore;
    readonly workers: WorkerStore;
    readonly cardLink: CardLink;
    readonly homes: HomeStore;
    /** How long a Home follows changes after somebody did something there, ms. */
    readonly homeFollowMs: number;
    /** The shortest time between two publications of one Home, ms. */
    readonly homePauseMs: number;
    readonly userGroups: () => Promise<readonly UserGroup[]>;
    readonly fetchFile: (file: InputFile) => Promise<FetchedFile>;
    /** The same for files as large as a script may be. */
    readonly fetchScript: (file: InputFile) => Promise<FetchedFile>;
    /** The time limit that a new profile gets, ms. */
    readonly runTimeLimitMs: number;
    /** Takes away a card that was clicked and is not its request's any more, or adopts it. */
    readonly tendCard: (requestId: string, clicked: Place) => Promise<TendedCard>;
  };
