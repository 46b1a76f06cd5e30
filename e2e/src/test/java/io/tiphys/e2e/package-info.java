/// Given a cluster and a repository, when somebody commits, edits or kills, then the cluster is as
/// Git says: the product as its users start it, in processes of its own. It tests no part alone.
@NullMarked
package io.tiphys.e2e;

import org.jspecify.annotations.NullMarked;
