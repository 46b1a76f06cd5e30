/// Rules that hold for the whole module.
@NullMarked
package io.tiphys.model;

import org.jspecify.annotations.NullMarked;
