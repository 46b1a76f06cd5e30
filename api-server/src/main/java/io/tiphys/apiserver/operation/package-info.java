/// What the API does, as its rooms offer it: one handler for each operation, however it is called,
/// who calls, and how a call is refused. It knows neither HTTP nor gRPC's transport.
@NullMarked
package io.tiphys.apiserver.operation;

import org.jspecify.annotations.NullMarked;
