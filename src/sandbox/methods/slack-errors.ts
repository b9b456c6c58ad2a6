/**
 * Every name by which the local Slack refuses a Web API call, as Slack's method pages have them, and the rule
 * behind it. The numbers of these rules are in block-kit/limits.ts.
 */
export const slackErrors = {
  // Any call
  unknown_method: 'no such method is served',
  not_authed: 'no token was given',
  invalid_auth: 'the token was never given out',
  not_allowed_token_type: 'the bot token for the Web API, the app token for connections',
  missing_scope: 'the manifest does not have the scope, which `needed` names',
  ratelimited: 'too many calls for the tier or the channel: HTTP 429 with Retry-After',
  invalid_form_data: 'the body is not what its content type says',
  invalid_arguments: 'an argument is missing, unknown or wrong; response_metadata.messages says where',
  missing_argument: 'a file of no bytes was announced',

  // Messages
  no_text: 'neither text nor blocks',
  msg_too_long: 'the text is too long',
  invalid_blocks: 'a block breaks a rule; response_metadata.messages says where',
  invalid_blocks_format: 'blocks are not JSON',
  msg_blocks_too_long: 'the text of all blocks together is too long',
  invalid_metadata_format: 'metadata is not JSON',
  invalid_metadata_schema: 'metadata has no event_type in lower case, or no payload',
  channel_not_found: 'no such channel, or a private one without the app',
  not_in_channel: 'the app is not a member; chat:write.public helps chat.postMessage only',
  user_not_in_channel: 'an ephemeral message for somebody who is not there',
  is_archived: 'the channel is archived',
  messages_tab_disabled: 'direct messages need the Messages tab in the manifest',
  message_not_found: 'no such message, or an ephemeral one',
  thread_not_found: 'no such message to hang a thread under',
  cannot_reply_to_message: 'a thread hangs under a message, not under a reply',
  cant_update_message: 'not a message of the app',
  cant_delete_message: 'not a message of the app',

  // People and conversations
  user_not_found: 'no such user',
  user_disabled: 'the user was deactivated',
  cannot_dm_bot: 'no direct messages with a bot',
  no_such_subteam: 'no such user group',
  method_not_supported_for_channel_type: 'the app joins public channels only',

  // Files
  snippet_too_large: 'a snippet over 1 MB',
  file_not_found: 'no such file, none whose bytes came, or one that was completed already',
  cant_delete_file: 'not a file of the app',

  // Views
  invalid_trigger_id: 'a trigger that Slack never gave, or not one of the open modal',
  expired_trigger_id: 'the trigger is older than 3 s',
  exchanged_trigger_id: 'the trigger opened a view already',
  push_limit_reached: 'three modals are open',
  view_too_large: 'a view over 250 kB',
  hash_conflict: 'the view is not what the hash says any more',
  duplicate_external_id: 'another view has this external_id',
  not_found: 'no such view is open',
  not_enabled: 'the Home tab is off in the manifest',
} as const;

export type SlackError = keyof typeof slackErrors;
