/// What Git hosts tell of pushes: who may tell, what was pushed, and which Applications follow it.
/// It refreshes through [WebhookApplications] and reads no repository.
@NullMarked
package io.tiphys.apiserver.webhook;

import org.jspecify.annotations.NullMarked;
