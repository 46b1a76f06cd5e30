/// Runs scripts in Lua 5.1 that people write into settings, within limits of steps, memory and time
/// that no script can catch or outrun. It gives scripts no way to files, processes, the network or
/// Java, and it knows nothing of what a script is for.
@NullMarked
package io.tiphys.engine.lua;

import org.jspecify.annotations.NullMarked;
