/// Lines of the log, byte for byte.
///
/// Does not test what a service measures.
@NullMarked
package io.tiphys.telemetry.logs;

import org.jspecify.annotations.NullMarked;
