// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

// Native engines are unpacked by `make setup`; Katmai runs from the package's folder, so run paths start at the binary.
let deps = "\(Context.packageDirectory)/.deps"
func runPath(_ folder: String) -> [String] {
    ["-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../../../.deps/\(folder)"]
}

// Every target that sees Inference's module loads OpenVINO's headers too.
let openVINO: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-I\(deps)/openvino/include"])]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let xmlCoder: Target.Dependency = .product(name: "XMLCoder", package: "XMLCoder")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let serviceLifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")

/// A Swift target of ours, with the project's settings.
func module(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    _ extra: [SwiftSetting] = [],
    exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        exclude: exclude,
        resources: resources,
        swiftSettings: settings + extra
    )
}

/// A program of ours, with the project's settings.
func program(
    _ name: String,
    _ dependencies: [Target.Dependency],
    _ extra: [SwiftSetting] = []
) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings + extra)
}

/// The tests of one module, in `Tests/<module>Tests`.
func tests(
    _ name: String,
    _ dependencies: [Target.Dependency],
    _ extra: [SwiftSetting] = [],
    resources: [Resource] = [],
    exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + dependencies,
        exclude: exclude,
        resources: resources,
        swiftSettings: settings + extra
    )
}

let package = Package(
    name: "katmai",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/CoreOffice/XMLCoder", from: "0.18.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Native code, each behind one door. Optimised in debug builds too: pixels and tensors are its whole work.
        .target(
            name: "CImageCodecs",
            cSettings: [.unsafeFlags(["-O3", "-std=c11", "-Wall", "-Wextra", "-Werror"])],
            linkerSettings: [
                .linkedLibrary("jpeg"), .linkedLibrary("png"), .linkedLibrary("webp"), .linkedLibrary("m"),
            ]
        ),
        .target(
            name: "CTorch",
            cxxSettings: [
                .unsafeFlags([
                    "-O2", "-isystem", "\(deps)/torch/include",
                    "-isystem", "\(deps)/torch/include/torch/csrc/api/include", "-Wall", "-Wextra", "-Werror",
                ])
            ],
            linkerSettings: [
                .unsafeFlags(["-L\(deps)/torch/lib"] + runPath("torch/lib")),
                .linkedLibrary("torch_cpu"), .linkedLibrary("c10"),
            ]
        ),
        .target(
            name: "COpenVINO",
            cSettings: [.unsafeFlags(["-isystem", "\(deps)/openvino/include"])],
            linkerSettings: [
                .unsafeFlags(["-L\(deps)/openvino/libs"] + runPath("openvino/libs")),
                .linkedLibrary("openvino_c"),
            ]
        ),

        // Values: what is known of images, detections, models and runs, without any engine.
        module("JSONText"),
        module("Annotations", ["JSONText"]),
        module("Evaluation", ["Annotations"]),
        module("ModelBundles", ["Annotations", crypto]),
        module("TrainingRuns", ["Annotations"]),
        module("InferenceUnits", ["Annotations", "ModelBundles"]),

        // Pixels.
        module("Imaging", ["CImageCodecs", "Annotations"]),
        module(
            "ExampleScenes",
            ["Annotations", "Imaging"],
            [.unsafeFlags(["-O"], .when(configuration: .debug))]
        ),

        // Engines.
        module(
            "Inference",
            ["Annotations", "ModelBundles", "InferenceUnits", "Imaging", "COpenVINO"],
            openVINO
        ),
        module("Torch", ["CTorch"]),
        module("Datasets", ["Annotations", "Imaging", "Torch", crypto]),
        module(
            "Networks",
            ["Annotations", "Torch", protobuf],
            exclude: ["ONNXExport/onnx_subset.proto"]
        ),
        module(
            "Training",
            [
                "Annotations", "TrainingRuns", "Datasets", "Networks", "Evaluation", "ModelBundles",
                "Inference", "InferenceUnits", "Imaging", "Torch", crypto,
            ],
            openVINO
        ),

        // Doors and stores.
        module("AWSSignatureV4", [crypto]),
        module(
            "ObjectStorage",
            ["AWSSignatureV4", crypto, grdb, asyncHTTPClient, nioCore, nioPosix, nioHTTP1]
        ),
        module("Catalog", [grdb]),
        module(
            "Projects",
            [
                "Annotations", "Catalog", "ChildProcesses", "Evaluation", "Imaging", "InferenceUnits",
                "ModelBundles", "ObjectStorage", "TrainingRuns", logging,
            ]
        ),
        module(
            "S3API",
            [
                "AWSSignatureV4", "ObjectStorage", crypto, hummingbirdCore, httpTypes, nioCore,
                nioHTTPTypes, xmlCoder,
            ]
        ),
        module(
            "RekognitionAPI",
            [
                "AWSSignatureV4", "Catalog", "JSONText", "ObjectStorage", "Projects", crypto, hummingbird,
                hummingbirdCore, httpTypes, nioCore, logging,
            ]
        ),
        module(
            "Console",
            [
                "Annotations", "Catalog", "ExampleScenes", "Imaging", "ModelBundles", "ObjectStorage",
                "Projects", "TrainingRuns", crypto, hummingbird, hummingbirdCore, httpTypes, logging,
                mustache, nioCore,
            ],
            resources: [.copy("Resources/Templates"), .copy("Resources/Public")]
        ),

        module(
            "Server",
            [
                "AWSSignatureV4", "Catalog", "ChildProcesses", "Console", "ObjectStorage", "Projects",
                "RekognitionAPI", "S3API", "TrainingRuns", asyncHTTPClient, configuration, httpTypes,
                hummingbird,
                hummingbirdCore,
                hummingbirdTLS, logging, nioCore, nioHTTP1, nioPosix, nioSSL, serviceLifecycle, unixSignals,
            ]
        ),

        // Programs.
        module("ChildProcesses", ["TrainingRuns", "InferenceUnits", subprocess, system]),
        program(
            "katmai",
            [
                "Annotations", "Evaluation", "ModelBundles", "TrainingRuns", "InferenceUnits", "Imaging",
                "ExampleScenes", "ChildProcesses", "Server", argumentParser, logging,
            ]
        ),
        program(
            "katmai-trainer",
            [
                "Annotations", "ChildProcesses", "Inference", "ModelBundles", "Training", "TrainingRuns",
                argumentParser,
            ],
            openVINO
        ),
        program("katmai-worker", ["Inference", "InferenceUnits", argumentParser], openVINO),

        // Tests, one target a module.
        tests("JSONText", []),
        tests("Annotations", ["JSONText"], resources: [.copy("Corpus")]),
        tests("Evaluation", ["Annotations"], resources: [.copy("Goldens")]),
        tests("ModelBundles", ["Annotations"]),
        tests("TrainingRuns", ["Annotations"]),
        tests("InferenceUnits", ["Annotations", "ModelBundles"]),
        tests(
            "Inference",
            ["Annotations", "Imaging", "InferenceUnits", "ModelBundles"],
            openVINO,
            resources: [.copy("Goldens")]
        ),
        tests(
            "ChildProcesses",
            ["Annotations", "Imaging", "InferenceUnits", "ModelBundles", "katmai-worker"]
        ),
        tests("Imaging", ["Annotations"], resources: [.copy("Goldens")]),
        tests("ExampleScenes", ["Annotations", "Imaging"]),
        tests("Torch", [], resources: [.copy("Goldens"), .copy("Corpus")]),
        tests("Datasets", ["Annotations", "Imaging"]),
        tests(
            "Networks",
            ["Annotations", "Torch", protobuf],
            resources: [.copy("Goldens")],
            exclude: ["check_onnx.py"]
        ),
        tests(
            "Training",
            [
                "Annotations", "Datasets", "Imaging", "Inference", "ModelBundles", "Networks", "Torch",
                "TrainingRuns",
            ],
            openVINO
        ),
        tests("AWSSignatureV4", []),
        tests("ObjectStorage", ["AWSSignatureV4", grdb, nioCore, nioPosix]),
        tests("Catalog", [grdb]),
        tests(
            "Projects",
            [
                "Annotations", "Catalog", "Evaluation", "Imaging", "ModelBundles", "ObjectStorage",
                "TrainingRuns", "katmai-worker", logging,
            ]
        ),
        tests(
            "S3API",
            [
                "AWSSignatureV4", "ObjectStorage", crypto, asyncHTTPClient, hummingbird, hummingbirdCore,
                hummingbirdTesting, httpTypes, nioCore, nioEmbedded, nioHTTPTypes,
            ]
        ),
        tests(
            "RekognitionAPI",
            [
                "AWSSignatureV4", "Catalog", "JSONText", "ObjectStorage", "Projects", hummingbird,
                hummingbirdCore,
                hummingbirdTesting, httpTypes, nioCore, logging,
            ],
            resources: [.copy("Goldens")]
        ),
        tests(
            "Console",
            [
                "Annotations", "Catalog", "Imaging", "ObjectStorage", "Projects", "TrainingRuns", httpTypes,
                hummingbird, hummingbirdCore, hummingbirdTesting, logging, mustache, nioCore, nioPosix,
            ]
        ),
        tests(
            "Server",
            [
                "AWSSignatureV4", "Catalog", "ObjectStorage", "Projects", httpTypes, hummingbirdCore, logging,
                nioCore,
            ]
        ),
        tests("katmai", ["Annotations", "InferenceUnits", "Server", argumentParser]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["Annotations", "Evaluation", "Imaging", "ModelBundles", "TrainingRuns"],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)

// Without libFuzzer these have no entry point, so they exist for `make fuzz` alone.
if Context.environment["KATMAI_FUZZ"] != nil {
    package.targets += [("FuzzManifestReader", "Annotations"), ("FuzzWeightsReader", "Torch")].map {
        name,
        reader in
        .executableTarget(
            name: name,
            dependencies: [.byName(name: reader)],
            path: "Fuzzing/\(name)",
            exclude: ["Corpus"],
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]
        )
    }
}
