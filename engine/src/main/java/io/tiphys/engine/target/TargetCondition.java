package io.tiphys.engine.target;

/// What is wrong with a set of targets, as a condition of the Application.
///
/// @param type a condition type of Argo CD, such as `RepeatedResourceWarning`
/// @param message for people
public record TargetCondition(String type, String message) {}
