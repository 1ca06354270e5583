// Everything comes from this server: no fonts, no proxy, no telemetry, no assistant of others.
Scalar.createApiReference("#reference", {
  url: "/api/v1/openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  mcp: { disabled: true },
  agent: { disabled: true },
  defaultOpenAllTags: false,
  documentDownloadType: "json",
  persistAuth: false,
});
