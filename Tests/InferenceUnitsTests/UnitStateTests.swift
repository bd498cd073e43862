import InferenceUnits
import Testing

@Test func `a unit loads, answers and stops`() throws {
    var state = UnitState.loading
    let events: [UnitState.Event] = [.loaded, .asked(request: 1), .answered(request: 1), .stopped, .closed]
    for event in events { state = try state.after(event) }
    #expect(state == .ended(.stopped))
}

@Test func `a unit that ends by itself has crashed, unless it said why`() throws {
    #expect(try UnitState.busy(request: 3).after(.closed) == .ended(.crashed))
    let refused = try UnitState.loading.after(.refused("no memory"))
    #expect(try refused.after(.closed) == .ended(.refused("no memory")))
}

@Test(arguments: [
    (UnitState.loading, UnitState.Event.asked(request: 1)),
    (.ready, .loaded),
    (.ready, .answered(request: 1)),
    (.busy(request: 1), .answered(request: 2)),
    (.busy(request: 1), .asked(request: 2)),
    (.ended(.stopped), .asked(request: 1)),
])
func `an event out of place is an error that names both`(state: UnitState, event: UnitState.Event) {
    #expect(throws: UnitState.Unexpected(event: event, state: state)) { try state.after(event) }
}
