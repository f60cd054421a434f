using System.Text.Json;
using HotPath.Soak.Gateway.Limits;
using HotPath.Soak.Gateway.Tenants;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Parts.Gateway;
using Tenant = HotPath.Soak.Gateway.Tenants.Tenant;

namespace HotPath.Soak.Gateway;

/// <summary>What /stats says of tenants and limits, where there are any.</summary>
internal static class TenancyStats
{
    /// <summary>Keys of one limit; the others are summed up. A load generator reads the page each second.</summary>
    private const int MostShown = 100;

    /// <param name="withWindows">Every key of each limit, with its last windows.</param>
    public static void Write(Utf8JsonWriter json, Admissions admissions, bool withWindows)
    {
        WriteTenants(json, admissions.Tenants);
        if (admissions.Limits.IsEmpty) return;

        WriteLimits(json, admissions.Limits, withWindows);
        json.WriteNumber("limited", admissions.Limits.Refused);
    }

    private static void WriteTenants(Utf8JsonWriter json, TenantDirectory tenants)
    {
        if (tenants.All.Count == 0) return;

        json.WriteStartObject("tenants");
        foreach (Tenant tenant in tenants.All)
        {
            json.WriteStartObject(tenant.Plan.Name);
            json.WriteNumber("rejected", tenant.Rejected); // first, so that none is seen rejected and not asked
            json.WriteNumber("requests", tenant.Requests);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter json, LimitBoard limits, bool withWindows)
    {
        json.WriteStartArray("limits");
        foreach ((LimitSettings limit, LimitCount[] keys) in limits.Counts(withWindows))
        {
            int shown = withWindows ? keys.Length : Math.Min(keys.Length, MostShown);
            foreach (LimitCount count in keys.AsSpan(0, shown))
            {
                WriteKey(json, limit, count, withWindows);
            }

            LimitCount[] rest = keys[shown..];
            if (rest.Length == 0) continue;

            WriteKey(json, limit, new LimitCount(LimitRule.Others, rest.Sum(count => count.Accepted), rest.Sum(count => count.Rejected), []), withWindows: false);
        }

        json.WriteEndArray();
    }

    private static void WriteKey(Utf8JsonWriter json, LimitSettings limit, in LimitCount count, bool withWindows)
    {
        json.WriteStartObject();
        json.WriteString("per", LimitsPart.NameOf(limit.Per));
        json.WriteString("of", LimitsPart.NameOf(limit.Of));
        json.WriteString("window", LimitsPart.NameOf(limit.Window));
        json.WriteString("key", count.Key);
        json.WriteNumber("accepted", count.Accepted);
        json.WriteNumber("rejected", count.Rejected);
        if (withWindows) WriteWindows(json, count.Windows);
        json.WriteEndObject();
    }

    private static void WriteWindows(Utf8JsonWriter json, IReadOnlyList<WindowCount> windows)
    {
        json.WriteStartArray("windows");
        foreach (WindowCount window in windows)
        {
            json.WriteStartObject();
            json.WriteNumber("number", window.Number);
            json.WriteNumber("accepted", window.Accepted);
            json.WriteNumber("rejected", window.Rejected);
            json.WriteNumber("taken", window.Taken);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
