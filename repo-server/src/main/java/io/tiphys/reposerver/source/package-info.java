/// Where manifests come from: Git repositories, resolved to a commit and read as trees without a
/// checkout. It does not know what the files mean and renders nothing.
@NullMarked
package io.tiphys.reposerver.source;

import org.jspecify.annotations.NullMarked;
