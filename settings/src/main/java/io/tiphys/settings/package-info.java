/// The ConfigMaps and Secrets of an installation as typed values, live within a second of a change.
/// It writes none of them, and does not apply what they say.
@NullMarked
package io.tiphys.settings;

import org.jspecify.annotations.NullMarked;
