/** A manifest with everything the sandbox serves; `scopes` replaces the bot's scopes. */
export function aManifest(changes: { scopes?: string[]; settings?: object; features?: object } = {}): object {
  return {
    display_information: { name: 'Test app' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true },
      bot_user: { display_name: 'testbot', always_online: true },
      slash_commands: [
        { command: '/cert', description: 'Certificates', should_escape: true },
        { command: '/raw', description: 'Without escaping' },
      ],
      shortcuts: [
        { name: 'Do it', type: 'global', callback_id: 'do_it', description: 'Does it' },
        { name: 'Look at this', type: 'message', callback_id: 'look', description: 'Looks' },
      ],
      ...changes.features,
    },
    oauth_config: { scopes: { bot: changes.scopes ?? allScopes } },
    settings: {
      event_subscriptions: { bot_events: ['app_home_opened'] },
      interactivity: { is_enabled: true },
      socket_mode_enabled: true,
      ...changes.settings,
    },
  };
}

export const allScopes = [
  'commands',
  'chat:write',
  'chat:write.public',
  'channels:join',
  'channels:read',
  'channels:history',
  'groups:read',
  'groups:history',
  'im:read',
  'im:write',
  'im:history',
  'files:read',
  'files:write',
  'users:read',
  'usergroups:read',
];

const requestUrl = 'https://app.example.com/slack/events';

/** The same app without Socket Mode: each thing that Slack sends has an address. */
export function anHttpManifest(changes: { bot_events?: string[] } = {}): object {
  const command = { description: 'Certificates', url: requestUrl };
  return aManifest({
    features: {
      slash_commands: [
        { command: '/cert', ...command, should_escape: true },
        { command: '/raw', ...command },
      ],
    },
    settings: {
      socket_mode_enabled: false,
      event_subscriptions: { request_url: requestUrl, bot_events: changes.bot_events ?? ['app_home_opened'] },
      interactivity: { is_enabled: true, request_url: requestUrl },
    },
  });
}
