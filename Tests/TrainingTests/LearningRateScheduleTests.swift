import Testing
import Training

@Test func `the rate rises for fifty steps and falls to a twentieth`() {
    let schedule = LearningRateSchedule(steps: 1000)
    #expect(abs(schedule.factor(step: 0) - 0.02) < 1e-9)
    #expect(abs(schedule.factor(step: 24) - 0.5) < 0.001)
    #expect(schedule.factor(step: 49) > 0.99)
    #expect(abs(schedule.factor(step: 500) - 0.525) < 1e-9)
    #expect(schedule.factor(step: 999) < 0.051)
    for step in 50..<999 { #expect(schedule.factor(step: step + 1) < schedule.factor(step: step)) }
}
