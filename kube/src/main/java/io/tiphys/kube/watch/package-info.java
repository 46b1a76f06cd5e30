/// Follows a collection of objects: the list in pages, then each change, for as long as it takes.
/// It keeps no objects; whoever follows does.
@NullMarked
package io.tiphys.kube.watch;

import org.jspecify.annotations.NullMarked;
