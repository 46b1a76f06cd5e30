/// What belongs to an Application without being in its manifests: Pods of its Deployments, claims
/// of its StatefulSets. It does not judge their health.
@NullMarked
package io.tiphys.kube.tree;

import org.jspecify.annotations.NullMarked;
