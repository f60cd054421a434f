namespace HotPath.Soak.Scenarios;

/// <summary>Where each interval is written as InfluxDB's line protocol.</summary>
internal sealed record InfluxSettings
{
    /// <summary>Of version 1 (<c>/write?db=NAME</c>) or 2 (<c>/api/v2/write?org=NAME&amp;bucket=NAME</c>): an address, or <c>env:NAME</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The environment variable that holds the token; null: none is sent.</summary>
    public string? TokenVariable { get; init; }
}
