import FuzzTargets

/// What libFuzzer calls, through `Tests/Fixtures/fuzz/driver.c`, with the name of a target and the
/// bytes it has thought of.
@_cdecl("sanaq_fuzz")
public func enter(_ name: UnsafePointer<CChar>, _ bytes: UnsafePointer<UInt8>?, _ count: Int) {
  let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  FuzzTarget(rawValue: unsafe String(cString: name))?.take(input)
}
