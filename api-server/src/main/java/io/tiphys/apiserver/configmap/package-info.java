/// Changes to the installation's ConfigMaps that keep what they do not mean. It knows none of their
/// keys.
@NullMarked
package io.tiphys.apiserver.configmap;

import org.jspecify.annotations.NullMarked;
