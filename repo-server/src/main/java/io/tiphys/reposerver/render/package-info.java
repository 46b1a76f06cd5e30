/// Makes manifests of a commit: finds the tool that a source needs, says exactly which files of the
/// commit the tool will read, and runs it on a private copy of these. It fetches nothing, keeps no
/// result and marks no manifest as belonging to an application: the same files and parameters give
/// the same manifests for whoever asks, and the controller adds its tracking afterwards.
@NullMarked
package io.tiphys.reposerver.render;

import org.jspecify.annotations.NullMarked;
