using System.Text.Json;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Scenarios;

/// <summary>Writes the <c>load</c> of a scenario as it runs.</summary>
internal static class LoadWriter
{
    public static void Write(Utf8JsonWriter json, LoadSettings load)
    {
        json.WriteStartObject();
        json.WriteString("warmUp", DurationText.Format(load.WarmUp));
        json.WriteNumber("maxInFlight", load.MaxInFlight);
        if (load.MostRequests is { } requests) json.WriteNumber("requests", requests);
        switch (load)
        {
            case OpenLoad open:
                WriteOpen(json, open);
                break;
            case ClosedLoad closed:
                WriteClosed(json, closed);
                break;
            case TraceLoad trace:
                WriteTrace(json, trace);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteOpen(Utf8JsonWriter json, OpenLoad open)
    {
        json.WriteString("arrival", LoadPart.NameOf(open.Arrival.Kind));
        if (open.Arrival.Kind is ArrivalKind.Gamma) json.WriteNumber("burstiness", open.Arrival.Burstiness);
        json.WriteStartArray("stages");
        foreach (RateStage stage in open.Stages)
        {
            json.WriteStartObject();
            json.WriteString("for", DurationText.Format(stage.For));
            json.WriteString("rate", RateText.Format(stage.FromPerSecond));
            if (stage.ToPerSecond != stage.FromPerSecond) json.WriteString("to", RateText.Format(stage.ToPerSecond));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteClosed(Utf8JsonWriter json, ClosedLoad closed)
    {
        json.WriteString("think", ThinkText.Format(closed.Think));
        json.WriteStartArray("stages");
        foreach (UserStage stage in closed.Stages)
        {
            json.WriteStartObject();
            json.WriteString("for", DurationText.Format(stage.For));
            json.WriteNumber("users", stage.From);
            if (stage.To != stage.From) json.WriteNumber("to", stage.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTrace(Utf8JsonWriter json, TraceLoad trace)
    {
        json.WriteStartObject("trace");
        json.WriteString("file", trace.File);
        json.WriteNumber("speed", trace.Speed);
        json.WriteEndObject();
        if (trace.For is { } length) json.WriteString("for", DurationText.Format(length));
    }
}
