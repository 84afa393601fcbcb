extension Structure {
  /// The series a cell belongs to: indicator and area kept, everything else `*`.
  package func seriesKeys(of key: CellKey) -> [CellKey] {
    let kept = [indicator, position(of: Structure.areaDimension)]
    let series = dimensions.indices.reduce(key) { series, position in
      kept.contains(position) ? series : replacing(position, with: 0, in: series)
    }
    return series == key ? [] : [series]
  }
}
