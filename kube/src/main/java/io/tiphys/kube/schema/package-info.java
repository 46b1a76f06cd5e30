/// The schemas that clusters publish as OpenAPI v3, fetched when first needed and shared between
/// clusters that publish the same. It does not read them: the engine does.
@NullMarked
package io.tiphys.kube.schema;

import org.jspecify.annotations.NullMarked;
