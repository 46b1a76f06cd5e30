/// What a cluster says of its kinds: the shape of their fields, how lists merge, what is filled in.
/// It does not fetch a document (that is `kube`) and does not validate an object (that is the API
/// server).
@NullMarked
package io.tiphys.engine.schema;

import org.jspecify.annotations.NullMarked;
