/// The project that every installation has. It knows of no other, and follows none.
@NullMarked
package io.tiphys.settings.project;

import org.jspecify.annotations.NullMarked;
