using System.Text.Json;
using HotPath.Soak.Gateway.Limits;
using HotPath.Soak.Gateway.Tenants;
using HotPath.Soak.Scenarios.Parts.Gateway;

namespace HotPath.Soak.Gateway;

/// <summary>What /stats says of tenants and limits, where there are any.</summary>
internal static class TenancyStats
{
    /// <param name="withWindows">Each limit with its last windows.</param>
    public static void Write(Utf8JsonWriter json, Admissions admissions, bool withWindows)
    {
        WriteTenants(json, admissions.Tenants);
        if (!admissions.Limits.IsEmpty) WriteLimits(json, admissions.Limits, withWindows);
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
        limits.Show((limit, counter) =>
        {
            json.WriteStartObject();
            json.WriteString("per", LimitsPart.NameOf(limit.Per));
            json.WriteString("of", LimitsPart.NameOf(limit.Of));
            json.WriteString("window", LimitsPart.NameOf(limit.Window));
            json.WriteString("key", counter.Key);
            json.WriteNumber("accepted", counter.Accepted);
            json.WriteNumber("rejected", counter.Rejected);
            if (withWindows) WriteWindows(json, counter.Windows);
            json.WriteEndObject();
        });
        json.WriteEndArray();
    }

    private static void WriteWindows(Utf8JsonWriter json, WindowCounts windows)
    {
        json.WriteStartArray("windows");
        foreach (WindowCount window in windows.All)
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
