/// Who wrote which field of a live object, from its `metadata.managedFields`. It does not judge
/// whether a field should be otherwise.
@NullMarked
package io.tiphys.engine.ownership;

import org.jspecify.annotations.NullMarked;
