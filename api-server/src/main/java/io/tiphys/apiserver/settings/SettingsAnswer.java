package io.tiphys.apiserver.settings;

import io.tiphys.proto.settings.GoogleAnalyticsConfig;
import io.tiphys.proto.settings.Help;
import io.tiphys.proto.settings.Settings;
import io.tiphys.proto.v1alpha1.KustomizeOptions;
import io.tiphys.settings.ArgocdSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The settings as two messages: for everybody, and for those who have logged in.
///
/// @param settings that they were made of
/// @param forEverybody what a login screen needs
/// @param forTheTrusted where nobody need log in: all but what only users of accounts need
/// @param forUsers all
record SettingsAnswer(
    io.tiphys.settings.Settings settings,
    Settings forEverybody,
    Settings forTheTrusted,
    Settings forUsers) {

  private static final String LABEL_KEY = "app.kubernetes.io/instance";
  private static final String PASSWORDS = "^.{8,32}$";
  private static final String DOWNLOAD = "help.download.";

  static SettingsAnswer of(io.tiphys.settings.Settings settings, Offered offered) {
    Settings everybody = everybody(settings, offered);
    Settings trusted = trusted(everybody, settings.argocd(), offered);
    String pattern = text(settings.argocd(), "passwordPattern");
    Settings users =
        trusted.toBuilder().setPasswordPattern(pattern.isEmpty() ? PASSWORDS : pattern).build();
    return new SettingsAnswer(settings, everybody, trusted, users);
  }

  private static Settings everybody(io.tiphys.settings.Settings settings, Offered offered) {
    ArgocdSettings argocd = settings.argocd();
    String labelKey = argocd.data().getOrDefault("application.instanceLabelKey", "").strip();
    String tracking = text(argocd, "application.resourceTrackingMethod");
    var answer =
        Settings.newBuilder()
            .setUrl(argocd.url())
            .addAllAdditionalUrls(
                ConfigYaml.texts("additionalUrls", text(argocd, "additionalUrls")))
            .setAppLabelKey(labelKey.isEmpty() ? LABEL_KEY : labelKey)
            .setStatusBadgeEnabled(isTrue(argocd, "statusbadge.enabled"))
            .setStatusBadgeRootUrl(text(argocd, "statusbadge.url"))
            .setKustomizeOptions(
                KustomizeOptions.newBuilder().setBuildOptions(argocd.kustomize().buildOptions()))
            .addAllKustomizeVersions(new TreeSet<>(argocd.kustomize().versionPaths().keySet()))
            .setGoogleAnalytics(
                GoogleAnalyticsConfig.newBuilder()
                    .setTrackingID(text(argocd, "ga.trackingid"))
                    .setAnonymizeUsers(!text(argocd, "ga.anonymizeusers").equals("false")))
            .setHelp(help(argocd.data()))
            .setUserLoginsDisabled(LocalLogins.areDisabled(argocd))
            .setUiCssURL(text(argocd, "ui.cssurl"))
            .setUiLoginButtonText(text(argocd, "ui.loginButtonText"))
            .setTrackingMethod(tracking.isEmpty() ? "annotation" : tracking)
            .setInstallationID(text(argocd, "installationID"))
            .setExecEnabled(isTrue(argocd, "exec.enabled"))
            .setAppsInAnyNamespaceEnabled(offered.appsInAnyNamespace())
            .setImpersonationEnabled(argocd.impersonationEnabled())
            .setHydratorEnabled(offered.hydrator())
            .setSyncWithReplaceAllowed(offered.syncWithReplace())
            .setResourceViewEnabled(!isTrue(argocd, "ui.view.resources.disabled"));
    SingleSignOn.oidc(settings).ifPresent(answer::setOidcConfig);
    SingleSignOn.dex(settings).ifPresent(answer::setDexConfig);
    return answer.build();
  }

  private static Settings trusted(Settings everybody, ArgocdSettings argocd, Offered offered) {
    return everybody.toBuilder()
        .setUiBannerContent(text(argocd, "ui.bannercontent"))
        .setUiBannerURL(text(argocd, "ui.bannerurl"))
        .setUiBannerPermanent(isTrue(argocd, "ui.bannerpermanent"))
        .setUiBannerPosition(text(argocd, "ui.bannerposition"))
        .setControllerNamespace(offered.namespace())
        .putAllResourceOverrides(ResourceOverrides.of(argocd))
        .build();
  }

  private static Help help(Map<String, String> data) {
    String chat = data.getOrDefault("help.chatUrl", "");
    String text = data.getOrDefault("help.chatText", "Chat now!");
    var help = Help.newBuilder().setChatUrl(chat).setChatText(chat.isEmpty() ? "" : text);
    new TreeMap<>(data)
        .forEach((key, url) -> {
          if (key.startsWith(DOWNLOAD) && key.length() > DOWNLOAD.length()) {
            help.putBinaryUrls(key.substring(DOWNLOAD.length()), url);
          }
        });
    return help.build();
  }

  private static String text(ArgocdSettings argocd, String key) {
    return argocd.data().getOrDefault(key, "");
  }

  private static boolean isTrue(ArgocdSettings argocd, String key) {
    return text(argocd, key).equals("true");
  }
}
