@NullMarked
package io.tiphys.controller.compare;

import org.jspecify.annotations.NullMarked;
