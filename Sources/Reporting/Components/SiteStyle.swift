extension Page {
  /// What the pages of a server need beside ``css``: forms, raw records, lists of pages.
  package static let siteCSS = PackageResources.site_css
}
