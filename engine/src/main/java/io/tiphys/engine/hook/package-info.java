/// What an object's annotations say about when it is applied and when it goes: hooks, their delete
/// policies, sync waves, Helm's words for them. It does not plan a sync.
@NullMarked
package io.tiphys.engine.hook;

import org.jspecify.annotations.NullMarked;
