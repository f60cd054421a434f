using System.Text;
using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Load;

/// <summary>The head of one group's requests in the name of one tenant: encoded for HTTP/1.1, and as fields for whoever encodes them itself.</summary>
internal sealed class PlannedHead
{
    private static readonly string IdPlace = new('0', SeededUuid.TextLength);

    private readonly HttpRequestHead _encoded;
    private readonly IdHeader[] _ids;
    private readonly int _firstId; // its place among the encoded fields

    /// <param name="tenant">Null: the target's own.</param>
    /// <param name="apiKey">The target's.</param>
    public PlannedHead(RequestGroup group, Tenant? tenant, string method, Uri url, string apiKey)
    {
        Fields = FieldsOf(group, tenant, tenant?.ApiKey ?? apiKey);
        _ids = [.. IdHeader.Of(group)];
        _firstId = Fields.Count;
        _encoded = new HttpRequestHead(
            method, url.AbsolutePath, url.Authority, [.. Fields, .. _ids.Select(id => new KeyValuePair<string, string>(id.Name, IdPlace))]);
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

    private static List<KeyValuePair<string, string>> FieldsOf(RequestGroup group, Tenant? tenant, string apiKey)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("Authorization", $"Bearer {apiKey}"),
            new("Accept", group.Stream && group.Endpoint == Endpoint.Chat ? "text/event-stream" : "application/json"),
            new("User-Agent", "hotpath-soak"),
        ];
        if (group.Endpoint is Endpoint.Chat or Endpoint.Embeddings) fields.Add(new("Content-Type", "application/json"));

        // What the scenario says wins over what we would send, and a group over its tenant.
        if (tenant is not null) Replace(fields, tenant.Headers);
        Replace(fields, group.Headers);
        return fields;
    }

    private static void Replace(List<KeyValuePair<string, string>> fields, IReadOnlyDictionary<string, string> by)
    {
        fields.RemoveAll(field => by.Keys.Contains(field.Key, StringComparer.OrdinalIgnoreCase));
        fields.AddRange(by);
    }
}
