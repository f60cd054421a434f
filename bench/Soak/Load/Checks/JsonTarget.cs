using System.Text.Json;

namespace HotPath.Soak.Load.Checks;

/// <summary>One thing that is looked for in the JSON of an answer. Immutable.</summary>
/// <param name="Paths">Where it may stand; the first that holds something counts.</param>
/// <param name="KeepsLooking">Whether what a later event says counts instead.</param>
/// <param name="Take">What the value comes to; not a number: it is not what is looked for.</param>
internal sealed record JsonTarget(JsonPath[] Paths, bool KeepsLooking, JsonTarget.Taking Take)
{
    /// <summary>What a value in JSON comes to.</summary>
    /// <param name="at">On the value's first token.</param>
    /// <param name="request">The one that is answered.</param>
    internal delegate double Taking(ref Utf8JsonReader at, CurrentRequest request);

    /// <returns>Not a number when it is not there.</returns>
    public double LookIn(ReadOnlySpan<byte> json, CurrentRequest request)
    {
        foreach (JsonPath path in Paths)
        {
            if (!path.MayBeIn(json) || !path.TryFind(json, out Utf8JsonReader at)) continue;

            double value = Take(ref at, request);
            if (!double.IsNaN(value)) return value;
        }

        return double.NaN;
    }
}
