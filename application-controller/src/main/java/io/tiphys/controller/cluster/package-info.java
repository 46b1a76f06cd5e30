/// The clusters that Applications are deployed to: which one a destination names, its live objects,
/// and writes to it. One that cannot be reached costs the others nothing. It does not compare and
/// does not plan.
@NullMarked
package io.tiphys.controller.cluster;

import org.jspecify.annotations.NullMarked;
