/// The port as an operator's tools see it.
///
/// Does not test what a service measures.
@NullMarked
package io.tiphys.telemetry.http;

import org.jspecify.annotations.NullMarked;
