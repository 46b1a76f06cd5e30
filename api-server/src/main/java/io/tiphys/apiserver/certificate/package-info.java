/// The certificate that browsers and clients see, kept in `argocd-secret` so that all replicas and
/// all starts show the same. It is not how services prove themselves to each other.
@NullMarked
package io.tiphys.apiserver.certificate;

import org.jspecify.annotations.NullMarked;
