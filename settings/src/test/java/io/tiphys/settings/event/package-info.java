/// Tests of what is wanted of Events.
@NullMarked
package io.tiphys.settings.event;

import org.jspecify.annotations.NullMarked;
