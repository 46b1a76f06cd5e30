/// Whether a cluster is as Git says, object by object. An answer is kept by (target digest, live
/// resourceVersion, rules), so that one changed object costs one comparison. It changes nothing, in
/// the cluster or in a status.
@NullMarked
package io.tiphys.controller.compare;

import org.jspecify.annotations.NullMarked;
