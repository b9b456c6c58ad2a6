/** Each Web API method that we call, with the scopes it takes (Slack: method pages). The manifests ask for no more. */
export const methodScopes = {
  'auth.test': [],
  'views.open': [],
  'views.push': [],
  'views.update': [],
  'views.publish': [],
  'chat.getPermalink': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.info': ['files:read'],
  'users.info': ['users:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
} as const satisfies Record<string, readonly string[]>;

/** Scopes for what is not a method: typed commands, and reading what somebody put into a file input. */
export const featureScopes = ['commands', 'files:read'] as const;
