/// What kinds an API server serves, in which versions and how they are addressed. It does not look
/// at objects, nor at their schemas.
@NullMarked
package io.tiphys.kube.discovery;

import org.jspecify.annotations.NullMarked;
