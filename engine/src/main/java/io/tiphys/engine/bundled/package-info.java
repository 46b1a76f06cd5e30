/// What lies beside the classes of the engine: tables and schemas that belong to this build.
///
/// It reads nothing else: no file, no network.
@NullMarked
package io.tiphys.engine.bundled;

import org.jspecify.annotations.NullMarked;
