/// The definitions of our custom resources, as they are installed in a cluster. It installs none.
@NullMarked
package io.tiphys.model.crds;

import org.jspecify.annotations.NullMarked;
