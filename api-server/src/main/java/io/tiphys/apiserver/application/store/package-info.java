/// The Applications as the API shows them, always current: encoded once per change, told to those
/// who watch. It decides nobody's rights and writes nothing.
@NullMarked
package io.tiphys.apiserver.application.store;

import org.jspecify.annotations.NullMarked;
