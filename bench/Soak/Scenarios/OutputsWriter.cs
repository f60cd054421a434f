using System.Text.Json;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios;

/// <summary>Writes what a scenario says of whom it tells: its <c>alerts</c> and <c>influx</c>.</summary>
internal static class OutputsWriter
{
    public static void Write(Utf8JsonWriter json, Scenario scenario)
    {
        json.WriteStartObject("alerts");
        json.WriteString("window", DurationText.Format(scenario.Alerts.Window));
        json.WriteString("for", DurationText.Format(scenario.Alerts.For));
        if (scenario.Alerts.Webhook is { } webhook) json.WriteString("webhook", webhook);
        json.WriteEndObject();
        if (scenario.Influx is not { } influx) return;

        json.WriteStartObject("influx");
        json.WriteString("url", influx.Url);
        if (influx.TokenVariable is { } token) json.WriteString("token", SecretReference.Prefix + token);
        json.WriteEndObject();
    }
}
