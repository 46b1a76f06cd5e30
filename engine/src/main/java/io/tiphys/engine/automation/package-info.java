/// Whether an Application is synced without being asked, and what is remembered of its syncs. It
/// starts nothing: it says what is to be started and when.
@NullMarked
package io.tiphys.engine.automation;

import org.jspecify.annotations.NullMarked;
