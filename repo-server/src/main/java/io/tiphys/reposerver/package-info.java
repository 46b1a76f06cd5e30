/// The repo server as a whole: its flags, its wiring, its start and stop. What it does is in the
/// rooms below; nothing here resolves or renders.
@NullMarked
package io.tiphys.reposerver;

import org.jspecify.annotations.NullMarked;
