/// Application with all that it reaches: sources, destination, sync policy, operation and status.
/// It decides nothing about an application (that is `engine`) and stores none.
@NullMarked
package io.tiphys.model.application;

import org.jspecify.annotations.NullMarked;
