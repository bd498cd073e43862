import CTorch

/// Moves each average towards its value, in place: average + weight * (value - average).
///
/// With `weight` = 1 - decay this is one step of an exponential moving average of weights. Pairs have equal
/// shapes.
package func interpolate(
    _ averages: [Tensor],
    towards values: [Tensor],
    weight: Float
) throws(TorchError) {
    guard averages.count == values.count else {
        let message = "\(averages.count) averages, \(values.count) values"
        throw .invalidArgument(operation: #function, message: message)
    }
    try Tensor.perform(keeping: (averages, values)) {
        ct_interpolate(Tensor.handles(averages), Tensor.handles(values), averages.count, weight)
    }
}
