import { z } from 'zod';

const url = z.string().max(3000).optional();
const scopes = z.array(z.string()).max(255);

const slashCommand = z.strictObject({
  command: z.string().regex(/^\//).min(2).max(32),
  description: z.string().min(1).max(2000),
  usage_hint: z.string().max(1000).optional(),
  url,
  should_escape: z.boolean().default(false),
});

const shortcut = z.strictObject({
  name: z.string().min(1).max(24),
  type: z.enum(['message', 'global']),
  callback_id: z.string().min(1).max(255),
  description: z.string().min(1).max(150),
});

const features = z.strictObject({
  app_home: z
    .strictObject({
      home_tab_enabled: z.boolean().default(false),
      messages_tab_enabled: z.boolean().default(false),
      messages_tab_read_only_enabled: z.boolean().default(false),
    })
    .prefault({}),
  bot_user: z.strictObject({
    display_name: z.string().min(1).max(80),
    always_online: z.boolean().default(false),
  }),
  slash_commands: z.array(slashCommand).max(50).default([]),
  shortcuts: z.array(shortcut).max(10).default([]),
  unfurl_domains: z.array(z.string()).max(5).optional(),
});

const settings = z.strictObject({
  allowed_ip_address_ranges: z.array(z.string()).optional(),
  event_subscriptions: z
    .strictObject({
      request_url: url,
      bot_events: z.array(z.string()).max(100).default([]),
      user_events: z.array(z.string()).max(100).optional(),
    })
    .prefault({}),
  interactivity: z
    .strictObject({ is_enabled: z.boolean(), request_url: url, message_menu_options_url: url })
    .prefault({ is_enabled: false }),
  org_deploy_enabled: z.boolean().default(false),
  socket_mode_enabled: z.boolean().default(false),
  token_rotation_enabled: z.boolean().default(false),
  is_hosted: z.boolean().optional(),
});

/** A Slack app manifest (docs.slack.dev/reference/app-manifest); keys that Slack does not know are refused. */
export const manifest = z
  .strictObject({
    _metadata: z
      .strictObject({
        major_version: z.number().int().optional(),
        minor_version: z.number().int().optional(),
      })
      .optional(),
    display_information: z.strictObject({
      name: z.string().min(1).max(35),
      description: z.string().max(140).optional(),
      long_description: z.string().min(175).max(4000).optional(),
      background_color: z
        .string()
        .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i)
        .optional(),
    }),
    features,
    oauth_config: z.strictObject({
      redirect_urls: z.array(z.string()).optional(),
      scopes: z.strictObject({ bot: scopes.default([]), user: scopes.optional() }),
    }),
    settings,
  })
  .refine((it) => !offersCommands(it.features) || it.oauth_config.scopes.bot.includes('commands'), {
    path: ['oauth_config', 'scopes', 'bot'],
    message: 'slash commands and shortcuts need the scope commands',
  })
  .superRefine((it, context) => {
    if (it.settings.socket_mode_enabled) return;
    for (const path of missingUrls(it)) {
      context.addIssue({ code: 'custom', path, message: 'must be given: Socket Mode is not enabled' });
    }
  });

/** Without Socket Mode, each thing that Slack sends needs an address to send it to. */
function missingUrls({ features, settings }: Pick<Parts, 'features' | 'settings'>): (string | number)[][] {
  const { event_subscriptions: events, interactivity } = settings;
  const urls: [path: (string | number)[], url: string | undefined, isNeeded: boolean][] = [
    [['settings', 'interactivity', 'request_url'], interactivity.request_url, interactivity.is_enabled],
    [['settings', 'event_subscriptions', 'request_url'], events.request_url, events.bot_events.length > 0],
    ...features.slash_commands.map((command, index): [(string | number)[], string | undefined, boolean] => [
      ['features', 'slash_commands', index, 'url'],
      command.url,
      true,
    ]),
  ];
  return urls.filter(([, given, isNeeded]) => isNeeded && given === undefined).map(([path]) => path);
}

interface Parts {
  readonly features: z.infer<typeof features>;
  readonly settings: z.infer<typeof settings>;
}

function offersCommands(offered: z.infer<typeof features>): boolean {
  return offered.slash_commands.length + offered.shortcuts.length > 0;
}

export type Manifest = z.infer<typeof manifest>;

/** The manifest, or an error that lists every fault by its path. */
export function readManifest(sent: unknown): Manifest {
  const parsed = manifest.safeParse(sent);
  if (parsed.success) return parsed.data;
  throw new Error(`The app manifest is not valid:\n${z.prettifyError(parsed.error)}`);
}
