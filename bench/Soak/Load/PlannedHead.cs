using System.Text;
using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Load;

/// <summary>The head of one group's requests in the name of one tenant: encoded for HTTP/1.1, and as fields for whoever encodes them itself.</summary>
internal sealed class PlannedHead
{
    /// <summary>The messages endpoint takes no request that does not name it.</summary>
    private const string AnthropicVersion = "2023-06-01";

    private static readonly string IdPlace = new('0', SeededUuid.TextLength);

    private readonly HttpRequestHead _encoded;
    private readonly IdHeader[] _ids;
    private readonly int _firstId; // its place among the encoded fields

    /// <param name="plan">Whose requests it is for: its group, method, address, and whether answers are streams.</param>
    /// <param name="tenant">Null: the target's own.</param>
    /// <param name="apiKey">The target's.</param>
    public PlannedHead(RequestPlan plan, Tenant? tenant, string apiKey)
    {
        Fields = FieldsOf(plan, tenant, tenant?.ApiKey ?? apiKey);
        _ids = [.. IdHeader.Of(plan.Group)];
        _firstId = Fields.Count;
        _encoded = new HttpRequestHead(
            plan.Method, plan.Url.PathAndQuery, plan.Url.Authority, [.. Fields, .. _ids.Select(id => new KeyValuePair<string, string>(id.Name, IdPlace))]);
    }

    /// <summary>All that stay the same, but those that belong to a protocol: Host and Content-Length.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; }

    /// <summary>Whether there are others beside them whose value is another one for each request.</summary>
    public bool HasIds => _ids.Length > 0;

    /// <summary>Writes the head; the body follows, then <see cref="End"/>.</summary>
    /// <returns>Where the body starts.</returns>
    public int Begin(PooledBuffer output) => _encoded.Begin(output);

    /// <param name="bodyStart">What <see cref="Begin"/> returned.</param>
    public void End(PooledBuffer output, int bodyStart, in RequestDraw draw)
    {
        _encoded.End(output, bodyStart);
        if (_ids.Length == 0) return;

        Span<byte> value = stackalloc byte[SeededUuid.TextLength];
        for (int id = 0; id < _ids.Length; id++)
        {
            _ids[id].WriteValue(value, draw);
            _encoded.SetValue(output, bodyStart, _firstId + id, value);
        }
    }

    /// <summary>Each id's name and value, for who encodes the fields itself: it allocates.</summary>
    public IEnumerable<(string Name, string Value)> IdsOf(RequestDraw draw)
    {
        byte[] value = new byte[SeededUuid.TextLength];
        foreach (IdHeader id in _ids)
        {
            id.WriteValue(value, draw);
            yield return (id.Name, Encoding.ASCII.GetString(value));
        }
    }

    private static List<KeyValuePair<string, string>> FieldsOf(RequestPlan plan, Tenant? tenant, string apiKey)
    {
        List<KeyValuePair<string, string>> fields = plan.Group.Endpoint == Endpoint.Messages
            ? [new("x-api-key", apiKey), new("anthropic-version", AnthropicVersion)]
            : [new("Authorization", $"Bearer {apiKey}")];
        fields.Add(new("Accept", plan.Streams ? "text/event-stream" : plan.Group.Custom is null ? "application/json" : "*/*"));
        fields.Add(new("User-Agent", "hotpath-soak"));
        if (ContentTypeOf(plan) is { } contentType) fields.Add(new("Content-Type", contentType));

        // What the scenario says wins over what we would send, and a group over its tenant.
        if (tenant is not null) Replace(fields, tenant.Headers);
        Replace(fields, plan.Group.Headers);
        return fields;
    }

    /// <returns>Null for a request that has no body.</returns>
    private static string? ContentTypeOf(RequestPlan plan) => plan.Group.Custom is { } custom
        ? custom.Body is null && custom.FileBody.IsEmpty ? null : custom.ContentType
        : plan.Method == "POST" ? "application/json" : null;

    private static void Replace(List<KeyValuePair<string, string>> fields, IReadOnlyDictionary<string, string> by)
    {
        fields.RemoveAll(field => by.Keys.Contains(field.Key, StringComparer.OrdinalIgnoreCase));
        fields.AddRange(by);
    }
}
