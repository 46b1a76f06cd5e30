/// Tells other services, through Redis, what the controller knows: the resource tree and the
/// comparison of each Application, what the clusters are like. What did not change costs nothing.
///
/// Decides nothing: an Application is reconciled the same whether anybody hears of it or not.
@NullMarked
package io.tiphys.controller.share;

import org.jspecify.annotations.NullMarked;
