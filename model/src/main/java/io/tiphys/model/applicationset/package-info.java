/// ApplicationSet: generators, template, strategy and status. It generates nothing.
@NullMarked
package io.tiphys.model.applicationset;

import org.jspecify.annotations.NullMarked;
