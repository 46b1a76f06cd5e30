/// The port on which an operator's tools ask a service for its metrics and its health.
///
/// Does not authenticate anyone: nothing here may be secret.
@NullMarked
package io.tiphys.telemetry.http;

import org.jspecify.annotations.NullMarked;
