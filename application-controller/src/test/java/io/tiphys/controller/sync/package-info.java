/// That operations do in a real cluster what they were asked for.
@NullMarked
package io.tiphys.controller.sync;

import org.jspecify.annotations.NullMarked;
