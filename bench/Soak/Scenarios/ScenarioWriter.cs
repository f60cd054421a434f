using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Scenarios;

/// <summary>
/// Writes a scenario as it runs, defaults said; the reader reads it back to the same values. What is <c>env:NAME</c> stays so:
/// no secret is ever resolved here.
/// </summary>
internal static class ScenarioWriter
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file to read, never part of a page
    };

    public static byte[] Write(Scenario scenario) => ToUtf8(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", scenario.Name);
        WriteText(json, "description", scenario.Description);
        json.WritePropertyName("target");
        WriteTarget(json, scenario.Url, scenario.Target);
        json.WritePropertyName("load");
        LoadWriter.Write(json, scenario.Load);
        json.WriteStartArray("workload");
        foreach (RequestGroup group in scenario.Workload)
        {
            WriteGroup(json, group, hasPrompts: scenario.Load is not TraceLoad);
        }

        json.WriteEndArray();
        if (scenario.Tenants.Count > 0) SendingWriter.WriteTenants(json, scenario.Tenants);
        AdminCallsWriter.Write(json, "setup", scenario.Setup);
        AdminCallsWriter.Write(json, "teardown", scenario.Teardown);
        if (scenario.Retry is { } retry) WriteRetry(json, retry);
        WriteTexts(json, "thresholds", scenario.Thresholds);
        if (scenario.Trends.Count > 0) WriteTrends(json, scenario.Trends);
        OutputsWriter.Write(json, scenario);
        if (scenario.Goodput.Count > 0) WriteTexts(json, "goodput", [.. scenario.Goodput.Select(GoodputText.Format)]);
        if (scenario.Metrics.Count > 0) MetricsWriter.Write(json, scenario.Metrics);
        if (scenario.Cost is { } cost) CostWriter.Write(json, cost);
        json.WritePropertyName("gateway");
        WriteGateway(json, scenario.Gateway);
        json.WriteEndObject();
    });

    public static byte[] WriteGateway(GatewaySettings gateway) => ToUtf8(json => WriteGateway(json, gateway));

    private static byte[] ToUtf8(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> output = new();
        using (Utf8JsonWriter json = new(output, Indented))
        {
            write(json);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteTarget(Utf8JsonWriter json, Uri? url, TargetSettings target)
    {
        json.WriteStartObject();
        WriteText(json, "url", url?.AbsoluteUri);
        WriteText(json, "apiKey", target.ApiKeyVariable is { } variable ? SecretReference.Prefix + variable : null);
        json.WriteBoolean("checkKey", target.ChecksKey);
        json.WriteString("transport", JsonNamingPolicy.CamelCase.ConvertName(target.Transport.ToString()));
        WriteText(json, "localAddress", target.LocalAddress?.ToString());
        json.WriteStartObject("dns");
        WriteDuration(json, "ttl", target.KeepAddressesFor);
        json.WriteEndObject();
        json.WriteStartObject("connections");
        json.WriteNumber("max", target.Connections.Max);
        WriteDuration(json, "idle", target.Connections.Idle);
        WriteDuration(json, "lifetime", target.Connections.Lifetime);
        if (target.Connections.Requests is { } requests) json.WriteNumber("requests", requests);
        json.WriteEndObject();
        json.WriteStartObject("timeouts");
        WriteDuration(json, "connect", target.Timeouts.Connect);
        WriteDuration(json, "firstByte", target.Timeouts.FirstByte);
        WriteDuration(json, "idle", target.Timeouts.Idle);
        WriteDuration(json, "total", target.Timeouts.Total);
        json.WriteEndObject();
        if (target.Tls is { } tls) WriteTls(json, tls);
        json.WriteEndObject();
    }

    private static void WriteTls(Utf8JsonWriter json, TlsOptions tls)
    {
        json.WriteStartObject("tls");
        json.WriteBoolean("resume", tls.Resume);
        json.WriteBoolean("verify", tls.Verify);
        WriteText(json, "version", tls.Versions switch { TlsVersions.Tls12 => "1.2", TlsVersions.Tls13 => "1.3", _ => null });
        WriteText(json, "ca", tls.CaFile);
        WriteText(json, "clientCertificate", tls.ClientCertificateFile);
        WriteText(json, "clientKey", tls.ClientKeyFile);
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, RequestGroup group, bool hasPrompts)
    {
        json.WriteStartObject();
        json.WriteString("name", group.Name);
        json.WriteNumber("weight", group.Weight);
        json.WriteString("endpoint", WorkloadPart.NameOf(group.Endpoint));
        if (WorkloadPart.Applies("stream", group.Endpoint))
        {
            json.WriteBoolean("stream", group.Stream);
        }

        if (WorkloadPart.Applies("prompts", group.Endpoint))
        {
            SendingWriter.WriteModels(json, group);
            if (hasPrompts && group.Prompts.Count > 0) WriteTexts(json, "prompts", group.Prompts);
        }

        if (group.Custom is { } custom)
        {
            json.WriteString("method", custom.Method);
            json.WriteString("path", custom.Path);
            WriteText(json, "body", custom.Body);
            WriteText(json, "bodyFile", custom.BodyFile);
            json.WriteString("contentType", custom.ContentType);
        }

        WriteText(json, "system", group.SystemPrompt);
        if (group.MaxTokens is { } maxTokens)
        {
            json.WriteNumber("maxTokens", maxTokens);
        }

        if (group.Temperature is { } temperature)
        {
            json.WriteNumber("temperature", temperature);
        }

        if (WorkloadPart.Applies("inputs", group.Endpoint))
        {
            json.WriteNumber("inputs", group.Inputs);
            if (group.Dimensions is { } dimensions) json.WriteNumber("dimensions", dimensions);
            json.WriteString("encoding", WorkloadPart.NameOf(group.Encoding));
        }

        WriteText(json, "turns", group.Turns is { } turns ? DistributionText.Format(turns, DistributionUnit.Count) : null);
        WriteText(json, "think", group.Think is { } think ? ThinkText.Format(think) : null);
        json.WriteString("connection", WorkloadPart.NameOf(group.Connection));
        SendingWriter.WriteGroup(json, group);
        json.WriteStartObject("headers");
        foreach ((string name, string value) in group.Headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        ExpectWriter.Write(json, group);
        json.WriteEndObject();
    }

    private static void WriteRetry(Utf8JsonWriter json, RetrySettings retry)
    {
        json.WriteStartObject("retry");
        json.WriteNumber("attempts", retry.Attempts);
        json.WriteString("budget", ShareText.Format(retry.Budget));
        WriteDuration(json, "base", retry.Base);
        WriteDuration(json, "cap", retry.Cap);
        json.WriteString("jitter", RetryPart.NameOf(retry.Jitter));
        json.WriteEndObject();
    }

    private static void WriteTrends(Utf8JsonWriter json, IReadOnlyDictionary<string, TrendLimit> trends)
    {
        json.WriteStartObject("trends");
        foreach ((string name, TrendLimit limit) in trends) json.WriteString(name, TrendLimitText.Format(limit, TrendNames.KindOf(name)!.Value));
        json.WriteEndObject();
    }

    private static void WriteGateway(Utf8JsonWriter json, GatewaySettings gateway)
    {
        json.WriteStartObject();
        json.WriteString("ttft", DistributionText.Format(gateway.TimeToFirstToken, DistributionUnit.Time));
        json.WriteString("itl", DistributionText.Format(gateway.InterTokenLatency, DistributionUnit.Time));
        json.WriteString("tokens", DistributionText.Format(gateway.Tokens, DistributionUnit.Count));
        json.WritePropertyName("faults");
        FaultsWriter.Write(json, gateway.Faults);
        TenancyWriter.Write(json, gateway);
        UpstreamsWriter.Write(json, gateway);
        json.WriteEndObject();
    }

    private static void WriteDuration(Utf8JsonWriter json, string name, TimeSpan value) => json.WriteString(name, DurationText.Format(value));

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
