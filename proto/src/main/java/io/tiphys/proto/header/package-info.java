/// What Tiphys' services tell each other beside the messages of the original: headers of calls.
@NullMarked
package io.tiphys.proto.header;

import org.jspecify.annotations.NullMarked;
