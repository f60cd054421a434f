namespace HotPath.Soak.Scenarios;

/// <summary>A call of a gateway's own administration, before a run or after it.</summary>
internal sealed record AdminCall
{
    public string Method { get; init; } = "POST";

    /// <summary>Absolute, or a path at the target.</summary>
    public required string Url { get; init; }

    /// <summary>A value <c>env:NAME</c> is what that variable holds.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>As it is sent, but for each <c>{{env:NAME}}</c>, which is what that variable holds; null: none.</summary>
    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Status codes of a call that did what it should; empty: all from 200 to 299.</summary>
    public IReadOnlyList<int> Status { get; init; } = [];

    public bool Allows(int status) => Status.Count == 0 ? status is >= 200 and <= 299 : Status.Contains(status);
}
