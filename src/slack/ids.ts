/** Every id that Slack sends back to us, once. A test holds the manifests against them; boot checks listeners. */
export const commands = { cert: '/cert' } as const;

/** callback_id of each shortcut: one from anywhere, one on a message. */
export const shortcuts = { request: 'request-certificate', requestWithCsr: 'request-with-csr' } as const;

/** Events that Slack tells us of. */
export const events = { homeOpened: 'app_home_opened' } as const;

/** Value of the Home's button for a request with whatever profile; no profile is called so. */
export const ANY_PROFILE = '*';

/** callback_id of the App Home. */
export const homeId = 'home';

/** callback_id of each modal. `loading` and `notice` have nothing to submit. */
export const callbacks = {
  loading: 'loading',
  notice: 'notice',
  request: 'request',
  requestSecret: 'request-secret',
  restoreSecret: 'restore-secret',
  denial: 'denial',
  approval: 'approval',
  breakGlass: 'break-glass',
  attach: 'attach-certificate',
  profile: 'profile',
  parameter: 'parameter',
  parameterSecret: 'parameter-secret',
  policyGroup: 'profile-rules',
  makeKey: 'make-key',
  fetchKey: 'fetch-key',
  turnDown: 'proposal-turn-down',
  scriptUpload: 'script-upload',
  test: 'profile-test',
  testSecret: 'profile-test-secret',
} as const;

/** action_id of everything that can be pressed or chosen and is told to us at once. */
export const actions = {
  approve: 'vote-approve',
  deny: 'vote-deny',
  approveWithReason: 'vote-approve-with-reason',
  withdrawVote: 'vote-withdraw',
  cancelRequest: 'request-cancel',
  breakGlass: 'request-break-glass',
  retry: 'request-retry',
  showDetails: 'request-details',
  attach: 'unknown-attach',
  markFailed: 'unknown-mark-failed',
  retryUnknown: 'unknown-retry',
  chooseProfile: 'request-choose-profile',
  setSecret: 'request-set-secret',
  chooseWay: 'request-choose-way',
  fetchKey: 'made-key-fetch',
  addParameter: 'profile-add-parameter',
  changeParameter: 'profile-change-parameter',
  deleteParameter: 'profile-delete-parameter',
  parameterMarks: 'parameter-marks',
  parameterCheck: 'parameter-check',
  moveParameter: 'profile-move-parameter',
  typeProfile: 'profile-type',
  chooseScript: 'profile-choose-script',
  openPolicyGroup: 'profile-open-rules',
  goOn: 'profile-go-on',
  startOver: 'profile-start-over',
  takeTheirs: 'profile-take-theirs',
  deleteProfile: 'profile-delete',
  letThrough: 'proposal-let-through',
  turnDown: 'proposal-turn-down',
  withdrawProposal: 'proposal-withdraw',
  restoreVersion: 'profile-restore-version',
  addHeaderRows: 'profile-add-header-rows',
  showScript: 'script-show',
  showDiff: 'script-show-diff',
  acceptScript: 'script-accept',
  showTest: 'test-show-output',
  textPrevious: 'text-previous',
  textNext: 'text-next',
  setTestSecret: 'test-set-secret',
  showRequest: 'request-show',
  sendCertificate: 'request-send-certificate',
  askAgain: 'request-ask-again',
  listPrevious: 'list-previous',
  listNext: 'list-next',
  homePrevious: 'home-previous',
  homeNext: 'home-next',
  homeRequest: 'home-request',
  showLog: 'log-show',
  logPrevious: 'log-previous',
  logNext: 'log-next',
  chooseLog: 'log-choose-run',
} as const;

/** block_id of each fixed input; the input's action_id is the same. */
export const fields = {
  commonName: 'request.common-name',
  csr: 'request.csr',
  csrFile: 'request.csr-file',
  reason: 'request.reason',
  profileChoice: 'request.profile',
  way: 'request.way',
  passphrase: 'passphrase',
  secret: 'secret',
  denial: 'denial.reason',
  approval: 'approval.reason',
  breakGlass: 'break-glass.reason',
  turnDown: 'proposal.reason',
  certificate: 'attach.certificate',
  certificateText: 'attach.certificate-text',
  profileName: 'profile.name',
  description: 'profile.description',
  script: 'profile.script',
  approverUsers: 'profile.approver-users',
  approverGroups: 'profile.approver-groups',
  approvalsRequired: 'profile.approvals-required',
  channel: 'profile.channel',
  scriptName: 'script.name',
  scriptFile: 'script.file',
  testName: 'test.name',
  parameterName: 'parameter.name',
  parameterMarks: 'parameter.marks',
  parameterValue: 'parameter.value',
  parameterLabel: 'parameter.label',
  parameterHint: 'parameter.hint',
  parameterCheck: 'parameter.check',
  parameterOptions: 'parameter.options',
  parameterPattern: 'parameter.pattern',
  parameterDefault: 'parameter.default',
} as const;

/** block_id of the input for a dynamic parameter: derived from data, so that no value leaks between profiles. */
export function valueField(profileId: string, parameter: string): string {
  return `request.value:${profileId}:${parameter}`;
}

/** block_id of an input for what a key is made of. */
export function keyField(name: string): string {
  return `request.key:${name}`;
}

/** block_id of the row that shows whether a sensitive dynamic parameter is set. */
export function secretField(profileId: string, parameter: string): string {
  return `request.secret:${profileId}:${parameter}`;
}

/** block_ids of a parameter's row in the profile form: its text and its buttons. */
export function parameterRow(row: string): { readonly text: string; readonly buttons: string } {
  return { text: `profile.parameter:${row}`, buttons: `profile.parameter-buttons:${row}` };
}

/** block_id of an input for one of a profile's rules. */
export function ruleField(name: string): string {
  return `profile.rule:${name}`;
}

/** block_id of an input of the profile form. Each draft has inputs of its own, so that nothing typed gets into another. */
export function formField(field: string, form: string): string {
  return form ? `${field}~${form}` : field;
}
