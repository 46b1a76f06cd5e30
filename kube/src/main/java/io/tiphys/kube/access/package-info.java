/// One cluster's API server: how it is reached and requests to it, on raw bytes, whose outcome is
/// always a value. It knows no kinds and keeps nothing.
@NullMarked
package io.tiphys.kube.access;

import org.jspecify.annotations.NullMarked;
