namespace HotPath.Architecture.Tests.Floors;

/// <summary>The house of <c>bench/Soak</c>, as ARCHITECTURE.md draws it.</summary>
internal static class SoakFloors
{
    private const string Root = "HotPath.Soak";

    public static readonly FloorPlan Plan = new(
        Root,
        Rooms:
        [
            new("Program", 5), new("Commands", 5),
            new("Runs", 4), new("Service", 4),
            new("Reports", 3), new("Dashboard", 3), new("Outputs", 3), new("Distributed", 3),
            new("Load", 2), new("Verdicts", 2), new("Telemetry", 2), new("Gateway", 2),
            new("Scenarios", 1), new("Content", 1), new("Machine", 1),
        ],
        Doorways:
        [
            new("Program", "Commands"),
            new("Service", "Runs"),
            new("Dashboard", "Reports"),
            new("Outputs", "Reports"),
            new("Load", "Telemetry"),
            new("Scenarios", "Content"),
            new("Scenarios", "Machine"),
        ],
        Refusals:
        [
            new("Load", $"{Root}.Gateway", "what the gateway promises is found out over a socket"),
            new("Gateway", $"{Root}.Load", "what the load promises is found out over a socket"),
            new("Telemetry", "System.Net.Http", "telemetry knows no HTTP"),
            new("Telemetry", "Microsoft.AspNetCore", "telemetry knows no HTTP"),
            new("Reports", $"{Root}.Load", "a report only reads results"),
            new("Reports", $"{Root}.Gateway", "a report only reads results"),
            new("Dashboard", $"{Root}.Load", "the live page only reads results"),
            new("Dashboard", $"{Root}.Gateway", "the live page only reads results"),
            new("Outputs", $"{Root}.Load", "what is told elsewhere are results"),
            new("Outputs", $"{Root}.Gateway", "what is told elsewhere are results"),
            new("Verdicts", $"{Root}.Load", "a verdict only reads results"),
            new("Verdicts", $"{Root}.Gateway", "a verdict only reads results"),
        ]);
}
