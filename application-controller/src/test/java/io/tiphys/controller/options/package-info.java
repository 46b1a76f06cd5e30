/// That the application controller is started as the original is.
@NullMarked
package io.tiphys.controller.options;

import org.jspecify.annotations.NullMarked;
