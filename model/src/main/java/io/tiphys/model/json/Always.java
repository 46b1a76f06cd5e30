package io.tiphys.model.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a record component: its JSON member is written even when it is empty, as Go does without
/// `omitempty`. A component that is a record and cannot be null needs no mark, because Go never
/// omits a struct held by value.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface Always {}
