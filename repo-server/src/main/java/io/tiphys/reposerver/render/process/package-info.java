/// Runs programs with an end: a time, a memory and an output limit, and nothing left behind. It
/// does not know what the programs are for.
@NullMarked
package io.tiphys.reposerver.render.process;

import org.jspecify.annotations.NullMarked;
