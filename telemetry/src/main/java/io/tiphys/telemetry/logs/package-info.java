/// What a service logs, in the original's two formats.
///
/// Does not decide what is logged.
@NullMarked
package io.tiphys.telemetry.logs;

import org.jspecify.annotations.NullMarked;
