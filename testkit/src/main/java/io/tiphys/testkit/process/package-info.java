/// External programs that a test starts: where their binaries are, and how they end with the JVM
/// that started them. It does not know what the programs do.
@NullMarked
package io.tiphys.testkit.process;

import org.jspecify.annotations.NullMarked;
