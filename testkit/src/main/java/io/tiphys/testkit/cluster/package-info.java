/// A real Kubernetes control plane for a test: etcd, kube-apiserver, kube-controller-manager, and
/// on request a scheduler with simulated nodes. It does not imitate any answer of Kubernetes.
@NullMarked
package io.tiphys.testkit.cluster;

import org.jspecify.annotations.NullMarked;
