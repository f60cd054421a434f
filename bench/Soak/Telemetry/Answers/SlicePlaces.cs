namespace HotPath.Soak.Telemetry.Answers;

/// <summary>Which value of each dimension a request has, as places in them.</summary>
internal readonly record struct SlicePlaces
{
    public required int Model { get; init; }

    public required int Tenant { get; init; }

    public required int Endpoint { get; init; }

    public required int Status { get; init; }

    public required int Provider { get; init; }

    public required int Route { get; init; }

    public required int Cache { get; init; }
}
