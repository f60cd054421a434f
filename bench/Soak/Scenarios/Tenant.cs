namespace HotPath.Soak.Scenarios;

/// <summary>One of those in whose name requests are sent.</summary>
internal sealed record Tenant
{
    public required string Name { get; init; }

    /// <summary>Its share of each group that it sends, against the weights of all tenants that send the group; at least 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The environment variable that holds its bearer key (<c>env:NAME</c> in the file); null: the target's key.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>What that variable held when the run began, for the engine alone: it is never written. Null: the target's key.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Header fields of each of its requests; what a group says of the same field wins.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// How much longer than from here the way to the target and back takes, in nanoseconds: each request is sent so much later than it was due,
    /// which is in every latency that counts from due. Null: no longer.
    /// </summary>
    public Distribution? NetworkDelay { get; init; }

    /// <summary>The models of its plan, which alone may answer it; empty: any.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The providers of its plan, as X-Upstream-Provider names them, which alone may answer it; empty: any.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Whether it asks only for models of its plan, and sends no group that asks for none of them.</summary>
    public bool RespectsPlan { get; init; } = true;

    /// <summary>Whether it asks for that model where a group does.</summary>
    public bool AsksFor(string model) => !RespectsPlan || Models.Count == 0 || Models.Contains(model);

    /// <summary>Whether it sends requests of that group: all do of one that asks for no model.</summary>
    public bool Sends(RequestGroup group) => group.Endpoint is Endpoint.Models or Endpoint.Custom || group.Catalogue is not null || group.AllModels.Any(model => AsksFor(model.Name));
}
