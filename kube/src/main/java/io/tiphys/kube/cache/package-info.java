/// The live state of one cluster: a compact record of each object, whole ones of what Applications
/// manage, kept current by watches. It changes nothing in the cluster and judges nothing.
@NullMarked
package io.tiphys.kube.cache;

import org.jspecify.annotations.NullMarked;
