/// Files that a client sends in place of a commit: a compressed archive that becomes something to
/// render. It renders nothing.
@NullMarked
package io.tiphys.reposerver.upload;

import org.jspecify.annotations.NullMarked;
