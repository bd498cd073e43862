import Testing

@testable import katmai

@Test func `a profile is added behind what is there`() {
    #expect(AWSProfile.replacing("profile katmai", with: ["a = 1"], in: "") == "[profile katmai]\na = 1\n")
    #expect(
        AWSProfile.replacing("katmai", with: ["a = 1"], in: "[default]\nb = 2")
            == "[default]\nb = 2\n\n[katmai]\na = 1\n"
    )
}

@Test func `a profile takes the place of the one before, and nothing else changes`() {
    let text = "[default]\nb = 2\n\n[ katmai ]\na = 0\nold = 1\n\n# mine\n[other]\nc = 3\n"
    let changed = AWSProfile.replacing("katmai", with: ["a = 1"], in: text)
    #expect(changed == "[default]\nb = 2\n\n[katmai]\na = 1\n\n# mine\n[other]\nc = 3\n")
    #expect(AWSProfile.replacing("katmai", with: ["a = 1"], in: changed) == changed)
}
