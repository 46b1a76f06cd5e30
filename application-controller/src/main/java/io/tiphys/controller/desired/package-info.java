/// What Git asks for: rendered manifests and their revisions, as the repo server gives them. It
/// renders nothing and does not place a manifest in a cluster.
@NullMarked
package io.tiphys.controller.desired;

import org.jspecify.annotations.NullMarked;
