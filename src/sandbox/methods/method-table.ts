import { chatDelete, chatUpdate } from './chat-change.js';
import { chatGetPermalink } from './chat-get-permalink.js';
import { chatPostEphemeral } from './chat-post-ephemeral.js';
import { chatPostMessage } from './chat-post-message.js';
import {
  conversationsInfo,
  conversationsJoin,
  conversationsMembers,
  conversationsOpen,
} from './conversations.js';
import { filesDelete, filesGetUploadUrlExternal, filesInfo } from './files.js';
import { filesCompleteUploadExternal } from './files-complete-upload.js';
import { conversationsHistory, conversationsReplies } from './history.js';
import type { Method } from './method.js';
import { appsConnectionsOpen, authTest } from './session.js';
import { usergroupsList, usergroupsUsersList, usersInfo } from './users.js';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.js';

const methods: readonly Method[] = [
  authTest,
  appsConnectionsOpen,
  chatPostMessage,
  chatPostEphemeral,
  chatUpdate,
  chatDelete,
  chatGetPermalink,
  viewsOpen,
  viewsPush,
  viewsUpdate,
  viewsPublish,
  usersInfo,
  usergroupsList,
  usergroupsUsersList,
  conversationsInfo,
  conversationsMembers,
  conversationsOpen,
  conversationsJoin,
  conversationsHistory,
  conversationsReplies,
  filesGetUploadUrlExternal,
  filesCompleteUploadExternal,
  filesInfo,
  filesDelete,
];

/** Every Web API method that is served, by name. */
export const methodTable: ReadonlyMap<string, Method> = new Map(methods.map((each) => [each.name, each]));
