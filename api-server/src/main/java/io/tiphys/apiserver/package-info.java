/// The API server: the door for people, clients and probes. Start at `ApiServer`. It serves health,
/// the version and metrics; it changes no Application and syncs nothing (the controller does).
@NullMarked
package io.tiphys.apiserver;

import org.jspecify.annotations.NullMarked;
