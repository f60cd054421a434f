using System.Text.Json;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios;

/// <summary>Writes <c>gateway.faults</c>, defaults said.</summary>
internal static class FaultsWriter
{
    public static void Write(Utf8JsonWriter json, GatewayFaults faults)
    {
        json.WriteStartObject();
        Begin(json, "cut", faults.CutShare);
        json.WriteNumber("afterTokens", faults.CutAfterTokens);
        json.WriteBoolean("clean", faults.CutCleanly);
        json.WriteEndObject();
        json.WriteStartObject("stall");
        WriteDuration(json, "at", faults.StallAt);
        WriteDuration(json, "for", faults.StallFor);
        json.WriteEndObject();
        Begin(json, "reject", faults.RejectShare);
        json.WriteNumber("status", faults.RejectStatus);
        WriteDuration(json, "retryAfter", faults.RejectRetryAfter);
        json.WriteNumber("count", faults.RejectCount);
        WriteWindow(json, faults.RejectWhen);
        json.WriteEndObject();
        WriteLasting(json, "delay", faults.Delay);
        Begin(json, "pause", faults.Pause.Share);
        json.WriteNumber("afterTokens", faults.PauseAfterTokens);
        WriteDuration(json, "for", faults.Pause.By);
        json.WriteEndObject();
        WritePlaced(json, "inBandError", faults.InBandError);
        WritePlaced(json, "malformed", faults.Malformed);
        WriteShare(json, "lose", faults.LoseShare);
        WriteShare(json, "repeat", faults.RepeatShare);
        WriteShare(json, "reorder", faults.ReorderShare);
        WriteShare(json, "alter", faults.AlterShare);
        Begin(json, "wrongUsage", faults.WrongUsageShare);
        json.WriteNumber("by", faults.WrongUsageBy);
        json.WriteEndObject();
        WriteLasting(json, "slowRead", faults.SlowRead);
        WriteLasting(json, "slowHandshake", faults.SlowHandshake);
        Begin(json, "refuse", faults.RefuseShare);
        WriteWindow(json, faults.RefuseWhen);
        json.WriteEndObject();
        json.WriteString("leak", ByteCountText.Format(faults.LeakBytes));
        json.WriteEndObject();
    }

    private static void WriteLasting(Utf8JsonWriter json, string name, LastingFault fault)
    {
        Begin(json, name, fault.Share);
        WriteDuration(json, "by", fault.By);
        json.WriteEndObject();
    }

    private static void WritePlaced(Utf8JsonWriter json, string name, PlacedFault fault)
    {
        Begin(json, name, fault.Share);
        json.WriteNumber("afterTokens", fault.AfterTokens);
        json.WriteEndObject();
    }

    private static void WriteShare(Utf8JsonWriter json, string name, double share)
    {
        Begin(json, name, share);
        json.WriteEndObject();
    }

    private static void WriteWindow(Utf8JsonWriter json, FaultWindow window)
    {
        WriteDuration(json, "at", window.At);
        WriteDuration(json, "for", window.For);
        WriteDuration(json, "every", window.Every);
    }

    private static void Begin(Utf8JsonWriter json, string name, double share)
    {
        json.WriteStartObject(name);
        json.WriteNumber("share", share);
    }

    private static void WriteDuration(Utf8JsonWriter json, string name, TimeSpan value) => json.WriteString(name, DurationText.Format(value));
}
