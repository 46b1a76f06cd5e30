/// The operations on registered clusters: listing, registering, changing, and what is known of
/// their state. It does not watch them, and hands out no credential.
@NullMarked
package io.tiphys.apiserver.cluster;

import org.jspecify.annotations.NullMarked;
