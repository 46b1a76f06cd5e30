/// Which Events an installation wants, and which labels they have; the services that write Events
/// ask here. It writes none.
@NullMarked
package io.tiphys.settings.event;

import org.jspecify.annotations.NullMarked;
