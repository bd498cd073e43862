import FoundationEssentials

@testable import RekognitionAPI

extension InputBreaker {
    mutating func breakText(
        of shape: ServiceModel.Shape,
        at place: String,
        rebuild: (JSONValue) -> JSONValue
    ) {
        if shape.enum != nil { add("\(place) unknown", rebuild(.string("nonsense"))) }
        if let min = shape.min, min > 0 {
            add("\(place) too short", rebuild(.string(String(repeating: "a", count: min - 1))))
        }
        if let max = shape.max {
            add("\(place) too long", rebuild(.string(String(repeating: "a", count: max + 1))))
        }
        if shape.pattern != nil {
            // Two characters of which each pattern of the model refuses one, long enough for all of them.
            add("\(place) malformed", rebuild(.string(String(repeating: "\n\u{1}", count: 13))))
        }
    }

    mutating func breakNumber(
        of shape: ServiceModel.Shape,
        at place: String,
        rebuild: (JSONValue) -> JSONValue
    ) {
        if let min = shape.min { add("\(place) too small", rebuild(.number(Double(min) - 1))) }
        if let max = shape.max {
            add(
                "\(place) too large",
                rebuild(.number(Double(max) + 1)),
                place == "MaxResults" ? .validation : .invalidParameter
            )
        }
        add("\(place) in quotes", rebuild(.string("1")), .serialization)
        if shape.type == "integer" { add("\(place) in parts", rebuild(.number(1.5)), .serialization) }
    }

    mutating func breakBlob(
        of shape: ServiceModel.Shape,
        _ name: String,
        at place: String,
        rebuild: (JSONValue) -> JSONValue
    ) {
        add("\(place) no base64", rebuild(.string("***")), .serialization)
        add("\(place) empty", rebuild(.string("")))
        // Of images the use case decides: what is too large has an error of its own.
        if let max = shape.max, name != "ImageBlob" {
            add("\(place) too large", rebuild(.string(Data(count: max + 1).base64EncodedString())))
        }
    }
}
